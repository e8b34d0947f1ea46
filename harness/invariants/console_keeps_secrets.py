"""No line of the console holds a token."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.innards import token_in
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed


def judge(journey: Journey) -> Ruling:
    """Fails a console line, in whichever tab, in which a token stood."""
    lines = journey.named("console")
    if not lines:
        return not_applicable("Nothing was logged.")
    found = [it for it in lines if token_in(it.text("text"))]
    if not found:
        return passed(len(lines))
    return failed(
        f"A token was written to the console: '{found[0].text('text')[:100]}'.", found[0].seq
    )


INVARIANT = JourneyInvariant(
    "console-keeps-secrets", "runner.diagnostic.token", judge, by_presence=True
)
