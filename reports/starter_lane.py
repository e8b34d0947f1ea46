"""What the starter did before the runner's document began, laid onto that document's axis.

Each document has a clock of its own, and clocks are never compared; but one document hands over to
the next, and where it does, the clocks are laid together:

    starter's document ──open──▶ waiting page ──navigate──▶ runner's document
    starter's document ──open or navigate────────────────▶ runner's document
    starter's document ──route──▶ itself, as the runner

What passed between a hand-over and the next document's begin is not known, and drawn as nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from harness.model.event import Event
from harness.model.journey import Journey
from harness.model.request import Request, requests_in
from harness.model.trace import Trace
from reports.asset import arrived, is_asset
from reports.bar import Bar, instant, moved, request_bar

LANE = "starter"
TOLD = ("open", "navigate", "storage.write", "page-error")


@dataclass(frozen=True, slots=True)
class Before:
    """One document's events before the runner's began; `shift` lays its clock onto the axis."""

    events: tuple[Event, ...]
    shift: float

    @property
    def requests(self) -> tuple[Request, ...]:
        """What the document's code asked for, and files that did not arrive."""
        asked = requests_in(self.events)
        return tuple(it for it in asked if not (is_asset(it) and arrived(it)))


def handed_over(trace: Trace, journey: Journey) -> tuple[Before, ...]:
    """The documents that handed over to the load's, from the person's click on; none where the
    runner was opened directly, or tried again in place.
    """
    begin = trace.events[0] if trace.events else None
    if begin is None or not begin.is_page or not trace.starter:
        return ()
    if begin.what == "route":
        return (_until(journey, begin.clock, 0.0, trace.began_ms),)
    sent = _last(journey, "navigate", begin, trace.tab)
    opened = _last(journey, "open", begin, trace.tab)
    found: list[tuple[str, float]] = []
    shift = trace.began_ms
    for event in (sent, opened):
        if event is not None and event.clock not in {begin.clock, *(it[0] for it in found)}:
            shift -= event.at_ms
            found.append((event.clock, shift))
    return tuple(_until(journey, clock, by, trace.began_ms) for clock, by in found)


def starter_bars(earlier: tuple[Before, ...]) -> Iterator[Bar]:
    """The bars of those documents."""
    for it in earlier:
        until = it.events[-1].at_ms if it.events else 0.0
        for request in it.requests:
            yield moved(request_bar(request, LANE, until), it.shift)
        for event in it.events:
            if event.what in TOLD and event.text("role") in {"", "entry"}:
                yield moved(instant(event, LANE, event.what), it.shift)


def _last(journey: Journey, what: str, begin: Event, tab: str) -> Event | None:
    """The last hand-over of that kind to the document: in its own tab, or by its pair."""
    own = [
        it
        for it in journey.named(what)
        if it.seq < begin.seq
        and ((it.pair and it.pair == begin.pair) or (what == "navigate" and it.actor == tab))
    ]
    return own[-1] if own else None


def _until(journey: Journey, clock: str, shift: float, began_ms: float) -> Before:
    seen = [it for it in journey.events if it.clock == clock and it.at_ms + shift <= began_ms]
    clicks = [it.at_ms for it in seen if it.what == "click"]
    since = clicks[-1] if clicks else float("-inf")
    return Before(tuple(it for it in seen if it.at_ms >= since), shift)
