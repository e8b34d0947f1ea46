"""Which layer answered, why the earlier one did not, and where the time went."""

from dataclasses import dataclass
from enum import StrEnum

from harness.model.word import ErrorKind, Layer, Outcome


class Reason(StrEnum):
    """Why an earlier layer did not answer."""

    ABSENT = "absent"
    CORRUPT = "corrupt"
    OTHER_ID = "other-id"
    OTHER_READER = "other-reader"
    WRONG_SHAPE = "wrong-shape"
    BLOCKED = "blocked"
    NOT_READ = "not-read"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch of a load: name, begin and length in ms on the tab's clock.

    Names: navigate, script, storage, auth, attempt-N, wait-N, server, database, render.
    """

    name: str
    begin_ms: float
    length_ms: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """A load explained; `unexplained_ms` is what no leg covers, never negative."""

    layer: Layer | None
    outcome: Outcome
    kind: ErrorKind | None
    attempts: int
    storage_reason: Reason
    legs: tuple[Leg, ...]
    total_ms: float
    unexplained_ms: float
