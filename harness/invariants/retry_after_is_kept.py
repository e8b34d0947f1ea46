"""What the server asks to be waited is waited; what is longer than the time left ends the load."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.arrival import arrived_ms
from harness.judge.gap import Gap, gaps
from harness.judge.timing import EARLY_MS, LATE_MS, is_date, retry_after_ms
from harness.model.request import Request
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown
from harness.model.word import Outcome

# A load that sees that it cannot wait so long says so; this much lets rendering on a slow CPU pass.
SAYS_SO_MS = 2_000.0


def judge(trace: Trace) -> Ruling:
    """Fails a next attempt that came earlier or much later than Retry-After asked, and a load that
    waits for one that it has no time for.

    Seconds are kept to 50 ms early and 750 ms late, jitter upwards let pass; dates have whole
    seconds.
    """
    asked = [it for it in trace.attempts if _asks(it)]
    if not asked or trace.ended is Outcome.ABANDONED:
        return not_applicable("No answer asked to be waited for.")
    after = {it.before.begin.seq: it for it in gaps(trace)}
    for attempt in asked:
        wanted = retry_after_ms(attempt)
        if wanted is None:
            if is_date(attempt):
                return unknown("Retry-After is a date, but the answer has no Date to measure from.")
            continue
        gap = after.get(attempt.begin.seq)
        found = _of_gap(trace, gap, wanted) if gap else _of_last(trace, attempt, wanted[0])
        if found:
            return failed(found, *attempt.evidence, examined=len(asked))
    return passed(len(asked))


def _asks(attempt: Request) -> bool:
    is_retried = attempt.status is not None and (
        attempt.status in (408, 429) or attempt.status >= 500
    )
    return is_retried and "retry-after" in attempt.headers


def _of_gap(trace: Trace, gap: Gap, wanted: tuple[float, float]) -> str:
    least, most = wanted[0] - EARLY_MS, wanted[1] * (1 + trace.rules.jitter) + LATE_MS
    if gap.length_ms >= least and (gap.length_ms <= most or not gap.is_clean):
        return ""
    return (
        f"Retry-After asked for {wanted[0] / 1_000:g} s after attempt {gap.number}; the next "
        f"attempt came after {gap.length_ms / 1_000:.2f} s."
    )


def _of_last(trace: Trace, attempt: Request, wanted: float) -> str:
    """What is wrong with a load that made no attempt after this one."""
    if attempt.ended_ms is None or trace.ended is Outcome.READY:
        return ""
    left = arrived_ms(trace) + trace.rules.deadline_ms - attempt.ended_ms
    waited = trace.ending.at_ms - attempt.ended_ms
    if wanted > left and waited > SAYS_SO_MS:
        return (
            f"Retry-After asks for {wanted / 1_000:g} s, {max(0.0, left) / 1_000:.1f} s were left, "
            f"yet the page went on loading for {waited / 1_000:.1f} s."
        )
    return ""


INVARIANT = LoadInvariant("retry-after-is-kept", "runner.server.retry-after", judge)
