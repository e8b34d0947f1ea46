"""A starter opens its tab inside the click, before it waits for anything."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.act import acts
from harness.judge.start import Start, start_of
from harness.model.journey import Journey
from harness.model.request import Request
from harness.model.verdict import Ruling, failed, not_applicable, passed

# `window.open` and the first request of one click are some ms apart; an open after an answer, a
# timer or a promise of the network is not.
SAME_CLICK_MS = 50.0


def judge(journey: Journey) -> Ruling:
    """Fails a `window.open` that came after the starter had asked for something and waited.

    What is opened later is let through by no popup blocker (activation is spent by then, or the
    click is over).
    """
    start = start_of(journey)
    if start is None or start.opened is None or not (start.creates or start.starts):
        return not_applicable("No tab was opened by a starter that asked for something.")
    opened = start.opened
    calls = _of_the_click(journey, start, opened.seq)
    if not calls:
        return passed()
    first = min(calls, key=lambda it: it.begin.seq)
    waited = opened.at_ms - first.began_ms
    ended = first.end is not None and first.end.seq < opened.seq
    if ended or (first.begin.seq < opened.seq and waited > SAME_CLICK_MS):
        return failed(
            f"The tab was opened {waited:.0f} ms after {first.method} {first.url} had been sent, "
            "not inside the click.",
            opened.seq,
            *first.evidence,
        )
    return passed()


def _of_the_click(journey: Journey, start: Start, opened: int) -> list[Request]:
    """What was asked since the click that opened the tab: an earlier try is another click's."""
    clicked = max((it.seq for it in acts(journey) if it.seq < opened), default=0)
    return [it for it in (*start.creates, *start.starts) if it.begin.seq > clicked]


INVARIANT = JourneyInvariant(
    "tab-opens-inside-the-click",
    "starter.open",
    judge,
    by_presence=True,
    keys=("api.create|api.start",),
)
