"""Where only the storage write fails, the starter logs it and goes on."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.act import is_good
from harness.judge.start import Start, start_of
from harness.model.event import Event
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed


def judge(journey: Journey) -> Ruling:
    """Fails a starter that, with good answers and a storage that threw at it, opened no runner or
    logged nothing.
    """
    start = start_of(journey)
    threw = _threw(journey, start) if start else None
    if start is None or threw is None or not any(is_good(it) for it in start.last):
        return not_applicable("No storage write of a starter failed.")
    if start.send is None:
        return failed(
            f"Storage threw ({threw.text('threw')}), and the starter opened no runner, although "
            "the server has the session.",
            threw.seq,
        )
    logged = [it for it in journey.of(start.tab) if it.what == "console" and it.seq > threw.seq]
    if logged:
        return passed()
    return failed(
        f"Storage threw ({threw.text('threw')}), and the starter did not log it.", threw.seq
    )


def _threw(journey: Journey, start: Start) -> Event | None:
    """The starter's first act on storage that threw, after the session was there."""
    ends = [it.end.seq for it in start.last if it.end is not None]
    own = [it for it in journey.of(start.tab) if it.what.startswith("storage.")]
    after = [it for it in own if ends and it.seq > max(ends) and it.text("threw")]
    return next(iter(after), None)


INVARIANT = JourneyInvariant(
    "failed-store-goes-on", "starter.storage-failed", judge, keys=("api.create|api.start",)
)
