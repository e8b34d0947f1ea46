"""Where a run ended, in words that two runs share when they came to the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from harness.model.journey import Journey
from harness.model.race import Doubt
from harness.model.trace import Trace
from harness.model.verdict import Verdict
from harness.model.word import Outcome, Status


@dataclass(frozen=True, slots=True)
class Ended:
    """What one run came to: how its loads ended, which invariants it broke, and of which it could
    not be found out whether it did.
    """

    loads: tuple[str, ...]
    broken: tuple[str, ...]
    failed: str = ""
    undecided: tuple[Doubt, ...] = ()

    @property
    def is_failing(self) -> bool:
        """Whether the app did what it must not, or the scenario said so."""
        return bool(self.broken or self.failed)

    @property
    def status(self) -> Status:
        """FAIL where something is wrong, UNKNOWN where that could not be found out, else PASS."""
        if self.is_failing:
            return Status.FAIL
        return Status.UNKNOWN if self.undecided else Status.PASS

    def __str__(self) -> str:
        """Such as `ready by storage`, `error not-found; breaks x, y; undecided z`."""
        said = [" then ".join(self.loads) or "no runner"]
        said += [f"breaks {', '.join(self.broken)}"] if self.broken else []
        said += [self.failed] if self.failed else []
        doubts = ", ".join(it.invariant for it in self.undecided)
        return "; ".join([*said, *([f"undecided {doubts}"] if doubts else [])])


def ended(
    journeys: Sequence[Journey],
    verdicts: Sequence[Verdict],
    failed: str = "",
    doubts: Sequence[Doubt] = (),
) -> Ended:
    """What a run's journeys and verdicts come to; `failed` is what the scenario itself said was
    wrong, `doubts` what it could not say.
    """
    loads = tuple(_said(trace) for it in journeys for trace in it.traces)
    broken = {it.invariant for it in verdicts if it.status is Status.FAIL}
    open_ones = {
        it.invariant: Doubt(it.invariant, it.reason.partition("\n")[0])
        for it in reversed(verdicts)
        if it.status is Status.UNKNOWN
    }
    return Ended(
        loads, tuple(sorted(broken)), failed, tuple(sorted((*doubts, *open_ones.values())))
    )


def _said(trace: Trace) -> str:
    if trace.ended is Outcome.READY:
        return f"ready by {trace.answered_by or 'nobody'}"
    return f"{trace.ended} {trace.error}" if trace.error else str(trace.ended)
