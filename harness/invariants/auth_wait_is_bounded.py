"""Auth is waited for at most as long as the contract allows; then something happens."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.timing import LATE_MS, own_time, parked_ms
from harness.model.event import Event, Phase
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Outcome, Role

MOVES = ("request", "screen", "storage.write", "storage.remove")


def judge(trace: Trace) -> Ruling:
    """Fails a load in which nothing happened for longer than auth may take, after auth had asked.

    Something is another request, another screen, or the end: from outside one cannot see whether an
    app that goes on still waits for auth.
    """
    auth = [it for it in trace.requests(Role.AUTH) if it.began_ms <= trace.ending.at_ms]
    if not auth or trace.ended is Outcome.ABANDONED:
        return not_applicable("Auth asked for nothing in this load.")
    begun = auth[0].begin
    until = _next_move(trace, begun)
    waited = until - begun.at_ms - parked_ms(trace, begun.at_ms, until)
    if waited <= trace.rules.auth_ms + LATE_MS:
        return passed()
    return failed(
        f"Auth may take {trace.rules.auth_ms / 1_000:g} s to settle; the page waited "
        f"{waited / 1_000:.1f} s for {auth[0].url} and did nothing else.",
        *auth[0].evidence,
    )


def _next_move(trace: Trace, begun: Event) -> float:
    """When the page next did something, or its load ended."""
    moves = (
        it.at_ms
        for it in own_time(trace)
        if it.seq > begun.seq and it.what in MOVES and it.kind is not Phase.FAIL
    )
    return min([*moves, trace.ending.at_ms])


INVARIANT = LoadInvariant("auth-wait-is-bounded", "runner.auth.bounded", judge, keys=("api.auth",))
