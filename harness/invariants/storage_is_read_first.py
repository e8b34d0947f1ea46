"""The runner looks into storage before it asks the server."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.entry import entry_reads
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Outcome


def judge(trace: Trace) -> Ruling:
    """Fails a load whose first GET session, or whose ready screen, came before any read of its
    entry. A storage that threw was tried.
    """
    reads, attempts = entry_reads(trace), trace.attempts
    if attempts and (not reads or reads[0].seq > attempts[0].begin.seq):
        return failed(
            f"The server was asked before storage was looked at ('{trace.rules.entry_key}').",
            *attempts[0].evidence,
        )
    if not reads and trace.ended is Outcome.READY:
        screen = trace.final_screen
        return failed(
            "The session was shown, but its storage entry was never looked at.",
            *([screen.seq] if screen else []),
        )
    return passed(len(reads)) if reads else not_applicable("Neither layer was reached.")


INVARIANT = LoadInvariant("storage-is-read-first", "runner.storage.first", judge)
