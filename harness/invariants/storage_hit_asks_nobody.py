"""A load that finds a valid entry in storage asks the server for no session."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.entry import entry_reads, reason_of
from harness.model.attribution import Reason
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed


def judge(trace: Trace) -> Ruling:
    """Fails a GET session in a load whose first read of the entry found a valid one."""
    reads = entry_reads(trace)
    if not reads or reason_of(trace, reads[0]) is not Reason.NONE:
        return not_applicable("No valid entry was read.")
    asked = trace.attempts
    if not asked:
        return passed()
    return failed(
        f"Storage had a valid entry, so no session request is due; {len(asked)} were made, the "
        f"first to {asked[0].url}.",
        reads[0].seq,
        *asked[0].evidence,
    )


INVARIANT = LoadInvariant(
    "storage-hit-asks-nobody", "runner.storage.no-request", judge, by_presence=True
)
