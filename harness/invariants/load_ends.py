"""A load ends: ready or in an error, within the deadline, whatever hangs."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.arrival import arrived_ms, did_arrive
from harness.judge.timing import LATE_MS, parked_ms
from harness.model.event import Event, Phase
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown
from harness.model.word import Outcome


def judge(trace: Trace) -> Ruling:
    """Fails a load that was still loading, or that ended later than the deadline.

    An app may promise a sooner one for the screen on which it ends. It counts from the arrival of
    the document, or from the click on Retry. What the harness
    itself held at a gate does not count, nor that a timer fires late on a busy machine.
    """
    if not did_arrive(trace):
        return not_applicable("The runner's document did not arrive.")
    match trace.ended:
        case Outcome.ABANDONED:
            return not_applicable("The tab was closed first.")
        case Outcome.STUCK:
            return _stuck(trace)
    since = arrived_ms(trace)
    took = trace.ending.at_ms - since - parked_ms(trace, since, trace.ending.at_ms)
    limit_ms = _limit_ms(trace)
    if took <= limit_ms + LATE_MS:
        return passed()
    last = trace.final_screen
    return failed(
        f"The load may take {limit_ms / 1_000:g} s; it took {took / 1_000:.1f} s "
        f"to end {trace.ended}.",
        *([last.seq] if last else []),
    )


def _limit_ms(trace: Trace) -> float:
    """The deadline of the screen on which it ended, where the app promises a sooner one."""
    rules = trace.rules
    sooner = rules.ready_ms if trace.ended is Outcome.READY else rules.error_ms
    return sooner or rules.deadline_ms


def _stuck(trace: Trace) -> Ruling:
    gate = _held_at(trace)
    if gate:
        return unknown(f"The harness still held the load at the gate '{gate.text('name')}'.")
    last = trace.final_screen
    shown = f"the {last.text('screen')} screen" if last else "nothing at all"
    hung = [it for it in trace.all_requests if it.end is None]
    waits = f" It still waits for {hung[-1].method} {hung[-1].url}." if hung else ""
    return failed(
        f"Neither ready nor error within {trace.rules.deadline_ms / 1_000:g} s: the tab shows "
        f"{shown}.{waits}",
        *([last.seq] if last else []),
        *(hung[-1].evidence if hung else ()),
    )


def _held_at(trace: Trace) -> Event | None:
    gates = [it for it in trace.events if it.what == "gate"]
    opened = [it.text("name") for it in gates if it.kind is not Phase.BEGIN]
    held = [it for it in gates if it.kind is Phase.BEGIN and it.text("name") not in opened]
    return held[-1] if held else None


INVARIANT = LoadInvariant("load-ends", "runner.stuck", judge)
