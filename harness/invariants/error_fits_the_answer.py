"""The error that is shown is the one that what came calls for."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.deserved import deserved_kinds, what_came
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown
from harness.model.word import Outcome


def judge(trace: Trace) -> Ruling:
    """Fails an error screen of a kind that the facts do not allow (contract.md, "Runner")."""
    if trace.ended is not Outcome.ERROR:
        return not_applicable("The load did not end in an error.")
    screen = trace.final_screen
    seqs = [screen.seq] if screen else []
    if trace.error is None:
        return unknown("The profile cannot tell which kind of error is shown.", *seqs)
    allowed = deserved_kinds(trace)
    if trace.error in allowed:
        return passed()
    came = what_came(trace)
    return failed(
        f"{came[0].upper()}{came[1:]}: that calls for {' or '.join(sorted(allowed))}, "
        f"but the page says {trace.error}.",
        *seqs,
        *(seq for it in trace.attempts for seq in it.evidence),
    )


INVARIANT = LoadInvariant("error-fits-the-answer", "runner.error.server", judge)
