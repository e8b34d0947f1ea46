"""What the server must refuse, and how: the cases of the journey `errors` (contract.md, "Server").

not-found   an interview that nobody created     the caller's own token
malformed   an id that Firestore would refuse    the caller's own token
signed-out  the caller's own interview           no token
forbidden   the caller's own interview           somebody else's token
"""

import re
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
    unknown: str = ""

    def id_for(self, own: str) -> str:
        """The interview that is asked for; `own` is the caller's, `unknown` one that nobody has
        where ids cannot be made up.
        """
        if self.name == "not-found":
            return self.unknown or f"layerproof-{secrets.token_hex(8)}"
        return MALFORMED if self.name == "malformed" else own

    def wrong(self, answer: Answer) -> str:
        """Why the answer is not exactly this refusal, '' where it is."""
        if answer.status != self.status:
            return f"{self.name}: status {answer.status}, expected {self.status}"
        kind = answer.headers.get("content-type", "").partition(";")[0].strip()
        if kind != PROBLEM or not body_of(answer).get("code"):
            return f"{self.name}: {self.status} that is no problem with a code"
        return ""


def known_to_nobody(pattern: str, unknown: str) -> str:
    """The profile's unknown id, where ids that are made up here would be malformed; else ''."""
    return "" if re.fullmatch(pattern, f"layerproof-{'0' * 16}") else unknown


def refusals(
    statuses: Mapping[str, int], *, other: bool, unknown: str = "", guests: bool = False
) -> tuple[Refusal, ...]:
    """The cases with the statuses of the profile; without somebody `other`, not `forbidden`, and
    where nobody signs in, neither.
    """
    callers = {
        "not-found": Caller.OWN,
        "malformed": Caller.OWN,
        **({} if guests else {"signed-out": Caller.NOBODY}),
        **({"forbidden": Caller.OTHER} if other and not guests else {}),
    }
    return tuple(Refusal(name, it, statuses[name], unknown) for name, it in callers.items())
