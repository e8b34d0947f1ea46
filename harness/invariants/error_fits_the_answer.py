"""The error that is shown is the one that what came calls for."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.deserved import deserved_kinds, what_came
from harness.model.naming import KINDS, unjudged
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown
from harness.model.word import Outcome


def judge(trace: Trace) -> Ruling:
    """Fails an error screen of a kind that the facts do not allow (contract.md, "Runner").

    A kind that the profile names no sign for cannot be told, nor be missed.
    """
    if trace.ended is not Outcome.ERROR:
        return not_applicable("The load did not end in an error.")
    screen = trace.final_screen
    seqs = [screen.seq] if screen else []
    allowed = deserved_kinds(trace)
    if trace.error in allowed:
        return passed()
    why = unjudged([f"{KINDS}.{it}" for it in sorted(allowed)], trace.rules.unnamed)
    if why:
        return not_applicable(why)
    if trace.error is None:
        return unknown("The profile cannot tell which kind of error is shown.", *seqs)
    came = what_came(trace)
    return failed(
        f"{came[0].upper()}{came[1:]}: that calls for {' or '.join(sorted(allowed))}, "
        f"but the page says {trace.error}.",
        *seqs,
        *(seq for it in trace.attempts for seq in it.evidence),
    )


INVARIANT = LoadInvariant("error-fits-the-answer", "runner.error.server", judge)
