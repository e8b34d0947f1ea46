"""The session that is shown is the session that was asked for."""

from harness.invariants.invariant import LoadInvariant
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown
from harness.model.word import Outcome

# The recorder cuts a screen's text here.
CUT = 2_000


def judge(trace: Trace) -> Ruling:
    """Fails a ready screen on which the session's nonce is not to be seen."""
    screen = trace.final_screen
    if trace.ended is not Outcome.READY or screen is None:
        return not_applicable("The load did not end ready.")
    nonce = trace.session.nonce if trace.session else ""
    if not nonce:
        return not_applicable("The harness does not know what this session should show.")
    texts = [" ".join(it.text("text").split()) for it in trace.screens() if it.seq >= screen.seq]
    wanted = " ".join(nonce.split()).casefold()
    if wanted in texts[0].casefold():
        return passed()
    if len(screen.text("text")) >= CUT:
        return unknown("The screen's text was cut before the session's mark.", screen.seq)
    return failed(
        f"The ready screen does not show '{nonce}', which stands in the session that was asked "
        f"for; it says '{texts[0][:80]}'.",
        screen.seq,
    )


INVARIANT = LoadInvariant("shown-is-asked", "runner.session.asked", judge)
