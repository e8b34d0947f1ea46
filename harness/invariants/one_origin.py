"""Starter and runner live on one origin, so that they share their storage."""

from urllib.parse import urlsplit

from harness.invariants.invariant import JourneyInvariant
from harness.judge.start import start_of
from harness.model.event import Phase
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed

CONDITION = "other-origin"


def judge(journey: Journey) -> Ruling:
    """Fails a starter that sends the tab to another origin than its own.

    Where a condition does that on purpose, there is nothing to judge.
    """
    start = start_of(journey)
    if start is None or start.send is None:
        return not_applicable("No starter opened a runner.")
    if any(it.startswith(CONDITION) for it in journey.conditions):
        return not_applicable(f"The condition {CONDITION} sends the tab elsewhere.")
    own = journey.of(start.tab)
    document = next((it for it in own if it.what == "document" and it.kind is Phase.BEGIN), None)
    if document is None:
        return not_applicable("The starter's own page was not seen.")
    here, there = _origin(document.text("url")), _origin(start.send.text("url"))
    if here == there:
        return passed()
    return failed(
        f"The starter lives on {here} and opens the runner on {there}: its storage is not seen "
        "there.",
        document.seq,
        start.send.seq,
    )


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


INVARIANT = JourneyInvariant("one-origin", "starter.origin", judge, by_presence=True)
