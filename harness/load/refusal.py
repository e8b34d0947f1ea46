"""What the server must refuse, and how: the cases of the journey `errors` (contract.md, "Server").

not-found   an interview that nobody created     the caller's own token
malformed   an id that Firestore would refuse    the caller's own token
signed-out  the caller's own interview           no token
forbidden   the caller's own interview           somebody else's token
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from harness.load.call import body_of
from harness.load.world import Answer

PROBLEM = "application/problem+json"
MALFORMED = "__layerproof__"


class Caller(Enum):
    """Whose token goes with the call."""

    OWN = "own"
    OTHER = "other"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One case: `status` is how it must be refused."""

    name: str
    caller: Caller
    status: int

    def id_for(self, own: str) -> str:
        """The interview that is asked for; `own` is the caller's."""
        if self.name == "not-found":
            return f"layerproof-{secrets.token_hex(8)}"
        return MALFORMED if self.name == "malformed" else own

    def wrong(self, answer: Answer) -> str:
        """Why the answer is not exactly this refusal, '' where it is."""
        if answer.status != self.status:
            return f"{self.name}: status {answer.status}, expected {self.status}"
        kind = answer.headers.get("content-type", "").partition(";")[0].strip()
        if kind != PROBLEM or not body_of(answer).get("code"):
            return f"{self.name}: {self.status} that is no problem with a code"
        return ""


def refusals(statuses: Mapping[str, int], *, other: bool) -> tuple[Refusal, ...]:
    """The cases with the statuses of the profile; without somebody `other`, not `forbidden`."""
    callers = {
        "not-found": Caller.OWN,
        "malformed": Caller.OWN,
        "signed-out": Caller.NOBODY,
        **({"forbidden": Caller.OTHER} if other else {}),
    }
    return tuple(Refusal(name, caller, statuses[name]) for name, caller in callers.items())
