"""What ended has ended: nothing spins on, and the screen stays until a person acts."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.act import end_seq, next_act
from harness.model.event import Event
from harness.model.journey import Journey
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed


def judge(journey: Journey) -> Ruling:
    """Fails a ready or error screen that went away by itself, or on which something still is busy
    when the person acts or the recording ends.
    """
    ended = [(it, seq) for it in journey.traces if (seq := end_seq(it)) is not None]
    if not ended:
        return not_applicable("No load ended.")
    for trace, seq in ended:
        shown = _until_act(journey, trace, seq)
        gone = [it for it in shown if it.text("screen") != shown[0].text("screen")]
        if gone:
            return failed(
                f"The load had ended {trace.ended}; then, without a person's doing, the page "
                f"showed the {gone[0].text('screen')} screen.",
                seq,
                gone[0].seq,
                examined=len(ended),
            )
        if shown[-1].detail.get("busy") is True:
            return failed(
                f"The {trace.ended} screen is there, but something on it still says that it is "
                "busy.",
                shown[-1].seq,
                examined=len(ended),
            )
    return passed(len(ended))


def _until_act(journey: Journey, trace: Trace, seq: int) -> list[Event]:
    """The screens from the load's end to the next act, or to the page's going away."""
    gone = [it.seq for it in trace.events if it.what in ("hidden", "closed", "navigate")]
    until = min([next_act(journey, seq), *(it for it in gone if it > seq)])
    return [it for it in trace.screens() if seq <= it.seq < until]


INVARIANT = JourneyInvariant("end-stays", "runner.stuck.settled", judge)
