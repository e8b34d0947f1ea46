"""What server and database did, laid onto a tab's axis.

The backend has a clock of its own, and two clocks are never compared. Each request is a pair of one
bar in the tab and some on the backend (`pair`); those are moved, together, into the middle of the
tab's bar. So their lengths are measured, and their place within the request is not known.
"""

from collections.abc import Iterable, Iterator

from harness.model.event import Event, Phase
from harness.model.journey import Journey
from harness.model.request import Request
from reports.bar import Bar, cut, moved

BACKEND = ("server", "database")


def backend_bars(journey: Journey, requests: list[tuple[Request, float]]) -> Iterator[Bar]:
    """The bars of the requests' pairs; with each request comes its shift on the axis."""
    pairs = {it.pair: (it, shift) for it, shift in requests if it.pair and it.ended_ms is not None}
    own: dict[str, list[Bar]] = {}
    for actor in BACKEND:
        for pair, bar in _spans(journey.of(actor), actor):
            own.setdefault(pair, []).append(bar)
    for pair, bars in own.items():
        if pair in pairs:
            request, shift = pairs[pair]
            yield from (moved(it, shift) for it in _centred(bars, request))


def _spans(events: Iterable[Event], lane: str) -> Iterator[tuple[str, Bar]]:
    """The backend's begins with their ends, on the backend's clock."""
    begun: dict[tuple[str, str, str], Event] = {}
    for event in events:
        key = (event.pair, event.what, event.text("path"))
        if event.kind is Phase.BEGIN:
            begun[key] = event
            continue
        start = begun.pop(key, None) or begun.pop((*key[:2], ""), None) or _same(begun, event)
        state = "fail" if event.kind is Phase.FAIL or _bad_status(event) else "ok"
        label = cut(f"{event.what} {event.text('status') or event.text('path')}".rstrip())
        yield (
            event.pair,
            Bar(lane, start.at_ms if start else event.at_ms, event.at_ms, label, state, event.seq),
        )


def _same(begun: dict[tuple[str, str, str], Event], event: Event) -> Event | None:
    """The begin of an end that does not repeat the path."""
    key = next((it for it in begun if it[:2] == (event.pair, event.what)), None)
    return begun.pop(key) if key else None


def _bad_status(event: Event) -> bool:
    status = event.detail.get("status")
    return isinstance(status, int) and status >= 400


def _centred(bars: list[Bar], request: Request) -> Iterator[Bar]:
    """The backend's bars of one request, moved together into its middle."""
    begin, end = min(it.begin_ms for it in bars), max(it.end_ms for it in bars)
    middle = (request.began_ms + (request.ended_ms or request.began_ms)) / 2
    shift = middle - (begin + end) / 2
    return (moved(it, shift) for it in bars)
