"""Where the browser blocks the new tab, the runner opens in the same tab, and the page says so."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.act import is_runner
from harness.judge.start import start_of
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown

# The recorder cuts a screen's text here.
CUT = 2_000


def judge(journey: Journey) -> Ruling:
    """Fails a starter with a blocked popup and good answers that did not go on in its own tab, or
    that went without a word.
    """
    start = start_of(journey)
    if start is None or start.opened is None or not start.is_blocked:
        return not_applicable("No popup was blocked.")
    if start.failure is not None:
        return not_applicable("Create or start failed, so there was nothing to open.")
    own = journey.of(start.tab)
    arrived = [
        it
        for it in own
        if it.what in ("document", "navigate") and is_runner(it.text("url"), journey.rules)
    ]
    if not arrived:
        return failed(
            "The popup was blocked, and the runner was not opened in the same tab either.",
            start.opened.seq,
        )
    screens = [it for it in own if it.what == "screen" and it.seq < arrived[0].seq]
    before = [it.text("text") for it in screens if it.seq < start.opened.seq]
    after = [it.text("text") for it in screens if it.seq > start.opened.seq]
    if any(it not in before for it in after):
        return passed()
    if any(len(it) >= CUT for it in before):
        return unknown("The starter's page has more text than is recorded.", start.opened.seq)
    return failed(
        "The popup was blocked, and the starter's page said nothing of it before it went on.",
        start.opened.seq,
        arrived[0].seq,
    )


INVARIANT = JourneyInvariant("blocked-popup-falls-back", "starter.blocked", judge)
