"""A load is ready only by a valid entry, or by a valid answer of the server."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.answer import Answer, answer_of, told
from harness.judge.entry import entry_reads, reason_of
from harness.model.attribution import Reason
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown
from harness.model.word import Outcome


def judge(trace: Trace) -> Ruling:
    """Fails a ready screen that neither layer earned."""
    if trace.ended is not Outcome.READY:
        return not_applicable("The load did not end ready.")
    reads = entry_reads(trace)
    reasons = [reason_of(trace, it) for it in reads]
    answers = [answer_of(it, trace) for it in trace.attempts if _is_before_end(trace, it.end)]
    if Reason.NONE in reasons or Answer.GOOD in answers:
        return passed()
    if Answer.NOT_CAPTURED in answers:
        return unknown("The server answered 200, but its body was not captured.")
    storage = f"storage: {reasons[0]}" if reasons else "storage: not read"
    server = ", ".join(told(it) for it in trace.attempts) or "not asked"
    screen = trace.final_screen
    return failed(
        f"The page shows a session that neither layer supplied ({storage}; server: {server}).",
        *([screen.seq] if screen else []),
        *(it.seq for it in reads[:1]),
        *(seq for it in trace.attempts for seq in it.evidence),
    )


def _is_before_end(trace: Trace, end: object) -> bool:
    at = getattr(end, "at_ms", None)
    return at is not None and at <= trace.ending.at_ms


INVARIANT = LoadInvariant("ready-is-earned", "runner.storage.refused", judge)
