"""Only what was validated is written to storage."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.answer import Answer, answer_of, payload_of, url_id_of
from harness.judge.entry import entry_reads, entry_writes, judge_entry, payload_in, reader_of
from harness.judge.payload import difference
from harness.model.attribution import Reason
from harness.model.event import Event
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown

# The recorder cuts longer values.
CUT = 65_536


def judge(trace: Trace) -> Ruling:
    """Fails a write of the entry, during the load, of what is no valid entry or what no layer had
    supplied before it.
    """
    writes = [it for it in entry_writes(trace) if it.detail.get("value") is not None]
    if not writes:
        return not_applicable("Nothing was written.")
    for write in writes:
        if len(write.text("value")) >= CUT:
            return unknown("The entry is too long to have been recorded whole.", write.seq)
        reason = judge_entry(
            write.detail["value"],
            url_id=url_id_of(trace),
            session=trace.session,
            reader=reader_of(trace),
            rules=trace.rules,
        )
        if reason is not Reason.NONE:
            return failed(
                f"What was written to '{write.text('key')}' is no valid entry ({reason}).",
                write.seq,
                examined=len(writes),
            )
        found = _source(trace, write)
        if found is not None:
            return found
    return passed(len(writes))


def _source(trace: Trace, write: Event) -> Ruling | None:
    """What is wrong with where the written payload came from; None for nothing."""
    payload = payload_in(write.detail.get("value"), trace.rules)
    had = [payload_in(it.detail.get("value"), trace.rules) for it in entry_reads(trace)]
    answers = [it for it in trace.attempts if it.end and it.end.seq < write.seq]
    sorts = [answer_of(it, trace) for it in answers]
    good = [it for it, sort in zip(answers, sorts, strict=True) if sort is Answer.GOOD]
    had += [payload_of(it, trace.rules) for it in good]
    if any(not difference(payload, it, trace.rules) for it in had):
        return None
    if Answer.NOT_CAPTURED in sorts:
        return unknown("The answer's body was not captured.", write.seq)
    return failed(
        f"What was written to '{write.text('key')}' is not what the server had answered by then "
        f"({len(answers)} answers).",
        write.seq,
        *(seq for it in answers for seq in it.evidence),
    )


INVARIANT = LoadInvariant("validated-before-cached", "runner.server.validated", judge)
