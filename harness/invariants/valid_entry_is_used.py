"""A valid storage entry is used: ready at once, without the server."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.entry import entry_reads, reason_of
from harness.judge.timing import parked_ms
from harness.model.attribution import Reason
from harness.model.event import Event
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Layer, Outcome

# From reading a valid entry to showing it is one task of the page; this lets a slow CPU pass, and
# no wait for auth or the network.
AT_ONCE_MS = 2_000.0


def judge(trace: Trace) -> Ruling:
    """Fails a load that read a valid entry first and did not end ready by it within 2 s."""
    reads = entry_reads(trace)
    if not reads or reason_of(trace, reads[0]) is not Reason.NONE:
        return not_applicable("No valid entry was read.")
    if trace.ended is Outcome.ABANDONED:
        return not_applicable("The tab was closed first.")
    read = reads[0]
    if trace.ended is not Outcome.READY:
        return _failed(f"A valid entry was in storage, yet the load ended {_end(trace)}.", read)
    if trace.answered_by is not Layer.STORAGE:
        return _failed("A valid entry was read from storage, yet the server answered.", read)
    took = trace.ending.at_ms - read.at_ms - parked_ms(trace, read.at_ms, trace.ending.at_ms)
    if took > AT_ONCE_MS:
        return _failed(
            f"A valid entry is shown at once; here {took / 1_000:.1f} s passed after it was read.",
            read,
        )
    return passed()


def _end(trace: Trace) -> str:
    return f"{trace.ended} ({trace.error})" if trace.error else str(trace.ended)


def _failed(reason: str, read: Event) -> Ruling:
    return failed(reason, read.seq)


INVARIANT = LoadInvariant("valid-entry-is-used", "runner.storage.valid", judge)
