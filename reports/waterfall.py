"""A load as bars on lanes: what went on where, and when.

Three kinds of clocks meet here, and are never compared. The axis is the runner's document's clock.
Server and database have another one: each of their bars is laid into the middle of the request that
it belongs to (`pair`), so its length is measured and its place within the request is not. The
starter's document has a third: it is laid so that it hands over when the runner's document begins.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from harness.model.event import Event, Phase
from harness.model.journey import Journey
from harness.model.request import Request, requests_in
from harness.model.trace import Trace
from reports.asset import arrived, is_asset
from reports.backend_lane import BACKEND, backend_bars
from reports.bar import Bar, answer, cut, instant, request_bar
from reports.starter_lane import handed_over, starter_bars

LANES = ("starter", "storage", "network", "server", "database", "runner")


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The bars of a load. `notes` say how other clocks were laid onto the axis."""

    begin_ms: float
    end_ms: float
    bars: tuple[Bar, ...]
    notes: tuple[str, ...]


def waterfall(trace: Trace, journey: Journey) -> Waterfall:
    """The load, its starter, and what server and database did for both."""
    until = trace.ending.at_ms * 1.05 + 50
    own = _own_clock(trace, until)
    earlier = handed_over(trace, journey)
    requests = [(it, 0.0) for it in requests_in(own)]
    requests += [(request, it.shift) for it in earlier for request in it.requests]
    bars = [
        *starter_bars(earlier),
        *_storage_bars(own),
        *_network_bars(own, trace.attempts, until),
        *_document_bars(own, trace.began_ms),
        *_waits(trace.attempts),
        *backend_bars(journey, requests),
        *_screen_bars(own, trace.ending.at_ms),
    ]
    begin = min([trace.began_ms, *(it.begin_ms for it in bars)])
    in_order = sorted(bars, key=lambda it: (it.begin_ms, it.seq))
    clipped = tuple(replace(it, end_ms=min(it.end_ms, until)) for it in in_order)
    end = max([trace.ending.at_ms, *(it.end_ms for it in clipped)])
    return Waterfall(begin, end, clipped, tuple(_notes(trace, bars)))


def _own_clock(trace: Trace, until: float) -> tuple[Event, ...]:
    """The load's events on its document's clock that began before `until`."""
    clock = next((it.clock for it in trace.events if it.clock.startswith("tab-")), "")
    own = (it for it in trace.events if it.clock == clock)
    return tuple(it for it in own if it.at_ms <= until or _is_end(it))


def _is_end(event: Event) -> bool:
    return event.what == "request" and event.kind is not Phase.BEGIN


def _storage_bars(events: Iterable[Event]) -> Iterator[Bar]:
    for event in events:
        if event.what.startswith("storage.") and event.text("role") != "other":
            yield instant(event, "storage", cut(_storage_label(event)))


def _storage_label(event: Event) -> str:
    """`read entry: not found`, `write entry`, `read entry: threw SecurityError`."""
    act = f"{event.what.removeprefix('storage.')} {event.text('role')}".rstrip()
    if event.text("threw"):
        return f"{act}: threw {event.text('threw')}"
    if event.what != "storage.read":
        return act
    return f"{act}: {'found' if event.detail.get('found') else 'not found'}"


def _document_bars(events: tuple[Event, ...], began_ms: float) -> Iterator[Bar]:
    """The document, from the load's begin: its time origin, which no event can be before."""
    for event in events:
        if event.what == "document" and event.kind is not Phase.BEGIN:
            state = "ok" if event.kind is Phase.OK else "fail"
            label = f"document {event.text('status')}".rstrip()
            yield Bar("network", began_ms, event.at_ms, label, state, event.seq)


def _network_bars(
    events: tuple[Event, ...], attempts: tuple[Request, ...], until: float
) -> Iterator[Bar]:
    numbers = {it.begin.seq: number for number, it in enumerate(attempts, 1)}
    yield from _files(events)
    for request in requests_in(events):
        if is_asset(request) and arrived(request):
            continue
        bar = request_bar(request, "network", until)
        number = numbers.get(request.begin.seq)
        label = f"attempt {number}: {answer(request)}".rstrip(": ") if number else bar.label
        yield replace(bar, label=label)


def _files(events: tuple[Event, ...]) -> Iterator[Bar]:
    """The page's files that arrived, as one bar from the first's begin to the last's end."""
    files = [it for it in requests_in(events) if is_asset(it) and arrived(it)]
    if files:
        begin = min(it.began_ms for it in files)
        end = max(it.ended_ms or it.began_ms for it in files)
        label = "1 file" if len(files) == 1 else f"{len(files)} files"
        yield Bar("network", begin, end, label, "ok", files[0].begin.seq)


def _waits(attempts: tuple[Request, ...]) -> Iterator[Bar]:
    for number, (before, after) in enumerate(pairwise(attempts), 2):
        if before.ended_ms is not None and after.began_ms > before.ended_ms:
            label = f"wait before attempt {number}"
            yield Bar("network", before.ended_ms, after.began_ms, label, "wait", after.begin.seq)


def _screen_bars(events: tuple[Event, ...], ended_ms: float) -> Iterator[Bar]:
    shown = [it for it in events if it.what == "screen"]
    for event, after in zip_longest(shown, shown[1:]):
        end = after.at_ms if after else max(ended_ms, event.at_ms)
        label = cut(": ".join(filter(None, [event.text("screen"), event.text("text")])))
        yield Bar("runner", event.at_ms, end, label, event.text("screen"), event.seq)
    for event in events:
        if event.what in {"page-error", "rejection"}:
            yield replace(instant(event, "runner", cut(event.text("message"))), state="fail")


def _notes(trace: Trace, bars: list[Bar]) -> Iterator[str]:
    lanes = {it.lane for it in bars}
    if lanes & set(BACKEND):
        yield (
            "Server and database have a clock of their own: their lengths are measured, "
            "their place within the request is not."
        )
    if "starter" in lanes:
        yield "The starter's tab has its own clock, laid so that it ends where the runner's begins."
    if trace.virtual_time and any(it.what == "clock" for it in trace.until_end):
        yield "Waits ran in virtual time: the clock was moved on by hand."
    if trace.interrupted:
        yield "The recording was interrupted."
