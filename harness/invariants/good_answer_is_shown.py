"""A valid answer that came in time is shown, whatever storage says to it."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.answer import is_good, is_in_time
from harness.judge.timing import EARLY_MS
from harness.model.request import Request
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Outcome


def judge(trace: Trace) -> Ruling:
    """Fails a load that did not end ready although the server supplied its session in time.

    An answer within 50 ms of the attempt's end may have been too late for the app.
    """
    good = [it for it in trace.attempts if is_good(it, trace) and _is_clear(it, trace)]
    if not good or trace.ended is Outcome.ABANDONED:
        return not_applicable("No valid answer came in time.")
    if trace.ended is Outcome.READY:
        return passed()
    screen = trace.final_screen
    as_what = f" ({trace.error})" if trace.error else ""
    return failed(
        f"The server answered 200 with the session after "
        f"{(good[0].ended_ms or 0) - good[0].began_ms:.0f} ms, yet the load ended "
        f"{trace.ended}{as_what}.",
        *good[0].evidence,
        *([screen.seq] if screen else []),
    )


def _is_clear(attempt: Request, trace: Trace) -> bool:
    ended = attempt.ended_ms or 0.0
    limit = attempt.began_ms + trace.rules.timeout_ms - EARLY_MS
    return is_in_time(attempt, trace) and ended <= min(limit, trace.ending.at_ms)


INVARIANT = LoadInvariant("good-answer-is-shown", "runner.server.shown", judge)
