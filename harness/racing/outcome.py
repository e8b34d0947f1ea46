"""Where a run ended, in words that two runs share when they came to the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from harness.model.journey import Journey
from harness.model.trace import Trace
from harness.model.verdict import Verdict
from harness.model.word import Outcome, Status


@dataclass(frozen=True, slots=True)
class Ended:
    """What one run came to: how its loads ended, and which invariants it broke."""

    loads: tuple[str, ...]
    broken: tuple[str, ...]
    failed: str = ""

    @property
    def is_failing(self) -> bool:
        """Whether the app did what it must not, or the scenario said so."""
        return bool(self.broken or self.failed)

    def __str__(self) -> str:
        """Such as `ready by storage`, `error not-found; breaks x, y`."""
        said = " then ".join(self.loads) or "no runner"
        wrong = [f"breaks {', '.join(self.broken)}"] if self.broken else []
        wrong += [self.failed] if self.failed else []
        return "; ".join([said, *wrong])


def ended(journeys: Sequence[Journey], verdicts: Sequence[Verdict], failed: str = "") -> Ended:
    """What a run's journeys and verdicts come to; `failed` is what the scenario itself said."""
    loads = tuple(_said(trace) for it in journeys for trace in it.traces)
    broken = sorted({it.invariant for it in verdicts if it.status is Status.FAIL})
    return Ended(loads, tuple(broken), failed)


def _said(trace: Trace) -> str:
    if trace.ended is Outcome.READY:
        return f"ready by {trace.answered_by or 'nobody'}"
    return f"{trace.ended} {trace.error}" if trace.error else str(trace.ended)
