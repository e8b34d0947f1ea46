"""Where create or start fails, no runner is opened and the new tab is closed."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.start import start_of
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown


def judge(journey: Journey) -> Ruling:
    """Fails a starter that, after a failed create or start, left its tab open or went on."""
    start = start_of(journey)
    if start is None or start.failure is None:
        return not_applicable("Neither create nor start failed.")
    why = f"{start.failure.role} failed ({start.failure.status or start.failure.failure})"
    if start.send is not None:
        return failed(
            f"{why}, yet the tab was sent to {start.send.text('url')}.",
            *start.failure.evidence,
            start.send.seq,
        )
    if start.opened is None or start.is_blocked:
        return passed()
    if not start.popup:
        return unknown("Which tab the starter opened cannot be told.", start.opened.seq)
    if any(it.what == "closed" for it in journey.of(start.popup)):
        return passed()
    return failed(
        f"{why}, yet {start.popup} was left open.", *start.failure.evidence, start.opened.seq
    )


INVARIANT = JourneyInvariant(
    "failed-start-opens-nothing", "starter.failed.closed", judge, keys=("api.create|api.start",)
)
