"""What cannot pass is not tried again."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.answer import TRANSIENT, Answer, answer_of, is_in_time, told
from harness.model.request import Request
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import ErrorKind


def judge(trace: Trace) -> Ruling:
    """Fails an attempt after a final answer: 400, 403, 404, 410, a 200 that is no payload, a second
    401, or a good answer in time.
    """
    attempts = trace.attempts
    final = [it for it in attempts if _is_final(it, trace)]
    refused = [it for it in attempts if answer_of(it, trace) is ErrorKind.SIGNED_OUT]
    final += refused[1:]
    if not final:
        return not_applicable("No answer was final.")
    first = min(final, key=lambda it: it.end.seq if it.end else it.begin.seq)
    ends = first.end.seq if first.end else first.begin.seq
    again = [it for it in attempts if it.begin.seq > ends]
    if not again:
        return passed(len(final))
    return failed(
        f"After {told(first)} nothing is tried again; {len(again)} more attempts were made.",
        *first.evidence,
        *(it.begin.seq for it in again),
    )


def _is_final(attempt: Request, trace: Trace) -> bool:
    answer = answer_of(attempt, trace)
    if answer is Answer.GOOD:
        return is_in_time(attempt, trace)
    return isinstance(answer, ErrorKind) and answer not in (*TRANSIENT, ErrorKind.SIGNED_OUT)


INVARIANT = LoadInvariant("final-is-final", "runner.error.not-found", judge, by_presence=True)
