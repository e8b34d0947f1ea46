"""An entry that does not count is removed, so that it is not stumbled over again."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.entry import entry_reads, key_of, reason_of
from harness.model.attribution import Reason
from harness.model.event import Event
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Outcome

BAD = (Reason.CORRUPT, Reason.OTHER_ID, Reason.OTHER_READER, Reason.WRONG_SHAPE)


def judge(trace: Trace) -> Ruling:
    """Fails a load that read an entry that does not count, and neither removed nor replaced it.

    Trying is enough: a storage that threw at it cannot be cleaned.
    """
    bad = [it for it in entry_reads(trace) if reason_of(trace, it) in BAD]
    if not bad or trace.ended is Outcome.ABANDONED:
        return not_applicable("No entry that does not count was read.")
    read = bad[0]
    if any(it.seq > read.seq and _is_cure(it, key_of(trace)) for it in trace.until_end):
        return passed(len(bad))
    return failed(
        f"The entry under '{key_of(trace)}' does not count ({reason_of(trace, read)}), but it was "
        "left in storage.",
        read.seq,
    )


def _is_cure(event: Event, key: str) -> bool:
    if event.what == "storage.remove":
        return event.text("key") in (key, "*")
    return event.what == "storage.write" and event.text("key") == key


INVARIANT = LoadInvariant("bad-entry-is-removed", "runner.storage.removed", judge)
