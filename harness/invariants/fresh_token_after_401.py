"""After a 401 the load tries once more by itself, with a fresh token."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.answer import answer_of
from harness.judge.arrival import arrived_ms
from harness.judge.timing import dated_ms
from harness.model.request import Request
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import ErrorKind, Outcome, Role

# Asking for a token and then for the session takes two answers; with less than this left before the
# deadline a load may end at once.
NEEDS_MS = 1_500.0
# A token's time and an answer's date are whole seconds.
APART_MS = 2_000.0


def judge(trace: Trace) -> Ruling:
    """Fails a load that gave up at its first 401 without asking auth for a fresh token, and one
    that asked for the session again with the same.
    """
    attempts = trace.attempts
    at = next((n for n, it in enumerate(attempts) if _is_401(trace, n)), None)
    if at is None or trace.ended is Outcome.ABANDONED or not attempts[at].bearer:
        return not_applicable("No token was refused.")
    first = attempts[at]
    ends = first.end.seq if first.end else first.begin.seq
    again = attempts[at + 1] if at + 1 < len(attempts) else None
    until = again.begin.seq if again else 2**62
    fresh = [it for it in trace.requests(Role.AUTH) if ends < it.begin.seq < until]
    if fresh and again is not None and _is_old(first, again):
        return failed(
            "After a 401 auth was asked for a fresh token, and the session was asked for again "
            "with the old one.",
            *first.evidence,
            *again.evidence,
        )
    if fresh:
        return passed()
    if again is not None:
        return failed(
            "After a 401 the session was asked for again with the same token: auth was not asked "
            "for a fresh one in between.",
            *first.evidence,
            *again.evidence,
        )
    left = arrived_ms(trace) + trace.rules.deadline_ms - (first.ended_ms or 0.0)
    if at + 1 >= trace.rules.attempts or left < NEEDS_MS:
        return not_applicable("The 401 came with the last attempt.")
    return failed(
        "After a 401 the load gave up without asking for a fresh token once.", *first.evidence
    )


def _is_old(first: Request, again: Request) -> bool:
    """Whether it is the same token, and another one was to be had: those of one second may be
    alike, so the refusal must have come later, by the server's own clock.
    """
    refused_ms, issued_ms = dated_ms(first), first.issued_ms
    if not first.token_print or first.token_print != again.token_print:
        return False
    return refused_ms is not None and issued_ms is not None and refused_ms - issued_ms >= APART_MS


def _is_401(trace: Trace, number: int) -> bool:
    return answer_of(trace.attempts[number], trace) is ErrorKind.SIGNED_OUT


INVARIANT = LoadInvariant(
    "fresh-token-after-401", "runner.error.signed-out", judge, keys=("sign_in", "api.auth")
)
