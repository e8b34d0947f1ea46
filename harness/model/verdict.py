"""What an invariant says of a trace or a journey."""

from dataclasses import dataclass
from enum import StrEnum

from harness.model.word import SEVERITY, Status


class Scope(StrEnum):
    """What an invariant looks at."""

    LOAD = "load"
    JOURNEY = "journey"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What `judge` returns: status, how many things it looked at, why, which events show it.

    `by_presence` says that this FAIL rests on what was seen, whatever others of its invariant do.
    """

    status: Status
    examined: int = 0
    reason: str = ""
    evidence: tuple[int, ...] = ()
    by_presence: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """A ruling together with who made it, on which line of the contract, about what."""

    invariant: str
    line: str
    scope: Scope
    subject: str
    status: Status
    examined: int
    reason: str
    evidence: tuple[int, ...]


def passed(examined: int = 1) -> Ruling:
    """It was looked at, `examined` times, and holds."""
    return Ruling(Status.PASS, examined)


def failed(reason: str, *evidence: int, examined: int = 1, by_presence: bool = False) -> Ruling:
    """It does not hold; `reason` is a sentence for a person, `evidence` the seqs that show it."""
    return Ruling(Status.FAIL, examined, reason, evidence, by_presence)


def unknown(reason: str, *evidence: int) -> Ruling:
    """It could not be found out, for `reason`."""
    return Ruling(Status.UNKNOWN, 0, reason, evidence)


def not_applicable(reason: str = "") -> Ruling:
    """There is nothing here that it could look at."""
    return Ruling(Status.NA, 0, reason)


def not_told(examined: int, reason: str) -> Ruling:
    """It looked at so many things, and by what this application tells it cannot be judged."""
    return Ruling(Status.NA, examined, reason)


def worst(statuses: list[Status]) -> Status:
    """The worst of the statuses; N/A where there are none."""
    return max(statuses, key=SEVERITY.__getitem__, default=Status.NA)
