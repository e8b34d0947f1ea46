"""Between attempts the load waits as the contract says, longer each time."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.gap import Gap, gaps
from harness.judge.timing import EARLY_MS, LATE_MS
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed


def judge(trace: Trace) -> Ruling:
    """Fails a wait outside of its bounds: the rules' wait, less and more its jitter.

    It is measured from the answer, or from the attempt's timeout, to the next attempt. A wait that
    the answer's Retry-After rules is another invariant's. 50 ms early are let pass for the stamp of
    the answer, 750 ms late for timers on a busy machine.
    """
    waits = [it for it in gaps(trace) if "retry-after" not in it.before.headers]
    if not waits:
        return not_applicable("No wait between attempts.")
    for gap in waits:
        least, most = _bounds(trace, gap)
        if gap.length_ms < least - EARLY_MS or (gap.is_clean and gap.length_ms > most + LATE_MS):
            return failed(
                f"The wait after attempt {gap.number} is {least / 1_000:.2f} to "
                f"{most / 1_000:.2f} s; it was {gap.length_ms / 1_000:.2f} s.",
                *gap.evidence,
                examined=len(waits),
            )
    return passed(len(waits))


def _bounds(trace: Trace, gap: Gap) -> tuple[float, float]:
    known = trace.rules.waits_ms
    if not known:
        return 0.0, trace.rules.deadline_ms
    # After a 401, or an attempt that auth kept from being a request, it cannot be told from outside
    # which of the waits this one is.
    own = known[min(gap.number, len(known)) - 1]
    least, most = (own, own) if gap.is_clean else (known[0], known[-1])
    return least * (1 - trace.rules.jitter), most * (1 + trace.rules.jitter)


INVARIANT = LoadInvariant("waits-grow", "runner.server.waits", judge)
