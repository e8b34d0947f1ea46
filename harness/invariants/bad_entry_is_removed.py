"""An entry that does not count is removed, so that it is not stumbled over again."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.entry import entry_reads, key_of, reason_of
from harness.model.attribution import Reason
from harness.model.event import Event
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Outcome

NEVER = 2**62
BAD = (Reason.CORRUPT, Reason.OTHER_ID, Reason.OTHER_READER, Reason.WRONG_SHAPE)


def judge(trace: Trace) -> Ruling:
    """Fails a load that read an entry that does not count, and went on to the server, or to its
    end, without removing it.

    Trying is enough: a storage that threw at it cannot be cleaned. What a later answer writes over
    it comes too late, since the answer may never come.
    """
    bad = [it for it in entry_reads(trace) if reason_of(trace, it) in BAD]
    if not bad or trace.ended is Outcome.ABANDONED:
        return not_applicable("No entry that does not count was read.")
    read = bad[0]
    until = min([it.begin.seq for it in trace.attempts if it.begin.seq > read.seq], default=NEVER)
    between = (it for it in trace.until_end if read.seq < it.seq < until)
    if any(_is_cure(it, key_of(trace)) for it in between):
        return passed(len(bad))
    return failed(
        f"The entry under '{key_of(trace)}' does not count ({reason_of(trace, read)}), but it was "
        "left in storage when the load went on.",
        read.seq,
    )


def _is_cure(event: Event, key: str) -> bool:
    if event.what == "storage.remove":
        return event.text("key") in (key, "*")
    return event.what == "storage.write" and event.text("key") == key


INVARIANT = LoadInvariant("bad-entry-is-removed", "runner.storage.removed", judge)
