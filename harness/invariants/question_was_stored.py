"""The question that is shown stands in the session that a layer supplied."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.answer import is_good, payload_of
from harness.judge.entry import entry_reads, payload_in, reason_of
from harness.judge.payload import is_answered, questions_of
from harness.model.attribution import Reason
from harness.model.event import Json
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown
from harness.model.word import Outcome

CUT = 2_000


def judge(trace: Trace) -> Ruling:
    """Fails a ready screen that shows no question, first or later, of the supplied session.

    A session whose questions are all answered has none to show.
    """
    screen = trace.final_screen
    if trace.ended is not Outcome.READY or screen is None:
        return not_applicable("The load did not end ready.")
    payloads = _supplied(trace)
    questions = {it for payload in payloads for it in questions_of(payload, trace.rules)}
    if not questions:
        return not_applicable("No layer supplied a session with questions that was captured.")
    if all(is_answered(it, trace.rules) for it in payloads):
        return not_applicable("Every question is answered; there is none to show.")
    text = _plain(screen.text("text"))
    if any(_plain(it) in text for it in questions):
        return passed(len(questions))
    if len(screen.text("text")) >= CUT:
        return unknown("The screen's text was cut before the question.", screen.seq)
    return failed(
        f"The ready screen shows none of the session's {len(questions)} stored texts, such as "
        f"'{min(questions)[:60]}'; it says '{text[:80]}'.",
        screen.seq,
    )


def _supplied(trace: Trace) -> list[Json]:
    reads = [it for it in entry_reads(trace) if reason_of(trace, it) is Reason.NONE]
    stored = [payload_in(it.detail.get("value"), trace.rules) for it in reads]
    return stored + [payload_of(it, trace.rules) for it in trace.attempts if is_good(it, trace)]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


INVARIANT = LoadInvariant(
    "question-was-stored",
    "runner.session.question",
    judge,
    keys=("payload.question|payload.history",),
)
