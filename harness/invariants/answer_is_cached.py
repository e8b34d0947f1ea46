"""A valid answer is written to storage under the session's key, whole, before it is shown."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.answer import is_good, payload_of
from harness.judge.entry import entry_writes, is_shut, key_of, payload_in, reader_of
from harness.judge.payload import difference
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Outcome


def judge(trace: Trace) -> Ruling:
    """Fails a load that the server made ready without the answer in storage before the screen.

    Trying is enough: a full storage does not stop the load, and one that throws when it is looked
    at need not be written.
    """
    good = [it for it in trace.attempts if it.end and is_good(it, trace)]
    screen = trace.final_screen
    if trace.ended is not Outcome.READY or not good or screen is None or not good[-1].end:
        return not_applicable("The server did not make this load ready.")
    is_guest = trace.visitor.name in trace.rules.guests
    if is_shut(trace) or not (is_guest or reader_of(trace) is not None):
        return not_applicable("Storage is blocked, or auth remembers nobody to write it for.")
    answer = good[-1]
    since = good[-1].end.seq
    writes = [it for it in trace.events if it.what == "storage.write" and it.seq > since]
    own = [it for it in writes if it.text("key") == key_of(trace)]
    before = [it for it in entry_writes(trace) if since < it.seq < screen.seq]
    if not before:
        late = "only after it was shown" if own else "never"
        return failed(
            f"The server's answer was {late} written to '{key_of(trace)}'.",
            *answer.evidence,
            screen.seq,
            *(it.seq for it in own[:1]),
        )
    write = before[-1]
    if write.text("threw"):
        return passed()
    written = payload_in(write.detail.get("value"), trace.rules)
    where = difference(written, payload_of(answer, trace.rules), trace.rules)
    if where:
        return failed(
            f"What was written to '{key_of(trace)}' differs from the server's answer in '{where}'.",
            *answer.evidence,
            write.seq,
        )
    return passed()


INVARIANT = LoadInvariant("answer-is-cached", "runner.server.cached", judge)
