"""A load that goes on: what it has done so far, and how it ends."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

from harness.load.world import World
from harness.model.word import ErrorKind, Layer, Outcome


@dataclass(frozen=True, slots=True)
class Ending:
    """What became of a load.

    `layer` is who supplied the session, None in an error. `attempts` counts how often the server
    was asked. `reasons` says why a layer (or auth, or keeping the answer) failed last, and
    `spent_ms` how long each layer took that was asked.
    """

    outcome: Outcome
    layer: Layer | None
    kind: ErrorKind | None
    payload: JsonValue
    attempts: int
    reasons: Mapping[str, str]
    spent_ms: Mapping[Layer, float]

    @property
    def words(self) -> str:
        """`ready`, or `error:` and its kind."""
        return f"{self.outcome}:{self.kind}" if self.kind else str(self.outcome)


@dataclass(slots=True)
class Progress:
    """The state of one load; the deadline is a time on the world's clock."""

    interview_id: str
    world: World
    deadline_ms: float
    attempts: int = 0
    reasons: dict[str, str] = field(default_factory=dict)
    spent_ms: dict[Layer, float] = field(default_factory=dict)

    def left_ms(self) -> float:
        """The time until the deadline, never negative."""
        return max(0.0, self.deadline_ms - self.world.clock.now_ms())

    def failed(self, part: str, reason: str) -> None:
        """Notes why a part of the load did not come to anything; the last reason stays."""
        self.reasons[part] = reason

    def ending(
        self,
        outcome: Outcome,
        *,
        layer: Layer | None = None,
        kind: ErrorKind | None = None,
        payload: JsonValue = None,
    ) -> Ending:
        """The load's end, with what it did until now."""
        return Ending(
            outcome, layer, kind, payload, self.attempts, dict(self.reasons), dict(self.spent_ms)
        )
