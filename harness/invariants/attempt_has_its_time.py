"""An attempt is given its full time, and no more."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.arrival import arrived_ms
from harness.judge.timing import EARLY_MS, LATE_MS, parked_ms
from harness.model.event import Phase
from harness.model.request import Request
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Outcome

# A load that is near its deadline may give an attempt less than its full time.
NEAR_END_MS = 1_000.0


def judge(trace: Trace) -> Ruling:
    """Fails an attempt that was waited for longer than its time, or given up before it.

    An attempt goes on until its answer, the next attempt or the end of the load.
    """
    attempts = trace.attempts
    if not attempts or trace.ended is Outcome.ABANDONED:
        return not_applicable("The server was not asked.")
    limit = trace.rules.timeout_ms
    for number, attempt in enumerate(attempts, start=1):
        lasted = _lasted(trace, number, attempt)
        if lasted > limit + LATE_MS:
            return _failed("was waited for", number, attempt, lasted, limit)
        if _given_up(attempt) and lasted < limit - EARLY_MS and _has_time(trace, attempt):
            return _failed("was given up after", number, attempt, lasted, limit)
    return passed(len(attempts))


def _lasted(trace: Trace, number: int, attempt: Request) -> float:
    ends = [trace.ending.at_ms]
    ends += [attempt.ended_ms] if attempt.ended_ms is not None else []
    ends += [it.began_ms for it in trace.attempts[number : number + 1]]
    until = min(ends)
    return until - attempt.began_ms - parked_ms(trace, attempt.began_ms, until)


def _given_up(attempt: Request) -> bool:
    end = attempt.end
    return end is not None and end.kind is Phase.FAIL and end.detail.get("aborted") is True


def _has_time(trace: Trace, attempt: Request) -> bool:
    left = arrived_ms(trace) + trace.rules.deadline_ms - attempt.began_ms
    return left >= trace.rules.timeout_ms + NEAR_END_MS


def _failed(what: str, number: int, attempt: Request, lasted: float, limit: float) -> Ruling:
    return failed(
        f"An attempt has {limit / 1_000:g} s; attempt {number} {what} {lasted / 1_000:.2f} s.",
        *attempt.evidence,
    )


INVARIANT = LoadInvariant("attempt-has-its-time", "runner.server.timeout", judge)
