"""The telemetry messages of a load, by the words of the contract."""

from collections.abc import Mapping
from dataclasses import dataclass

from harness.judge.entry import parsed
from harness.judge.payload import ABSENT, at
from harness.model.event import Json
from harness.model.request import Request
from harness.model.trace import Trace
from harness.model.word import Role


@dataclass(frozen=True, slots=True)
class Beacon:
    """One message, and where it says what (`Rules.telemetry`)."""

    request: Request
    message: Json
    paths: Mapping[str, str]

    def says(self, word: str) -> object:
        """What the message says of a word of the contract; ABSENT where it says nothing."""
        path = self.paths.get(word, "")
        return at(self.message, path) if path else ABSENT

    @property
    def load(self) -> str:
        """The load's id in the message, '' where there is none."""
        found = self.says("load")
        return found if isinstance(found, str) else ""


def beacons(trace: Trace) -> tuple[Beacon, ...]:
    """The messages that this load sent, in order; their text parsed where it is JSON."""
    sent = trace.requests(Role.TELEMETRY)
    return tuple(
        Beacon(it, parsed(it.begin.detail.get("sent")), trace.rules.telemetry) for it in sent
    )


def last_of_load(trace: Trace) -> Beacon | None:
    """The message that counts: the last one that is an object; a later one replaces an earlier."""
    known = [it for it in beacons(trace) if isinstance(it.message, Mapping)]
    return known[-1] if known else None
