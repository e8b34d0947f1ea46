"""What may pass is tried again, as often as the contract allows and time is left."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.answer import TRANSIENT, Answer, answer_of, told
from harness.judge.arrival import arrived_ms
from harness.judge.timing import LATE_MS, ended_by, retry_after_ms
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Outcome, Role


def judge(trace: Trace) -> Ruling:
    """Fails a load that ended in an error after an answer worth another try, although attempts and
    time were left.

    Time is left where the longest next wait and a short attempt fit before the deadline.
    """
    attempts = trace.attempts
    if trace.ended is not Outcome.ERROR or not attempts:
        return not_applicable("No attempt ended in an error.")
    last = attempts[-1]
    answer = answer_of(last, trace)
    if answer not in (*TRANSIENT, Answer.PENDING):
        return not_applicable("The last answer was final.")
    lost = [it for it in trace.requests(Role.AUTH) if it.status is None or it.status >= 400]
    if len(attempts) + len(lost) >= trace.rules.attempts:
        return passed(len(attempts))
    left = arrived_ms(trace) + trace.rules.deadline_ms - ended_by(last, trace)
    needs = _longest_wait(trace) + 2 * LATE_MS
    if left < needs:
        return passed(len(attempts))
    return failed(
        f"{told(last)} is worth another try: {trace.rules.attempts} attempts are allowed and "
        f"{left / 1_000:.1f} s were left, but only {len(attempts)} were made.",
        *last.evidence,
        examined=len(attempts),
    )


def _longest_wait(trace: Trace) -> float:
    asked = retry_after_ms(trace.attempts[-1])
    if asked is not None:
        return asked[1]
    if "retry-after" in trace.attempts[-1].headers:
        return trace.rules.deadline_ms
    known = trace.rules.waits_ms
    wait = known[min(len(trace.attempts), len(known)) - 1] if known else 0.0
    return wait * (1 + trace.rules.jitter)


INVARIANT = LoadInvariant("transient-is-retried", "runner.error.network", judge)
