"""Cuts a journey's events into traces.

A load begins with a document of the runner, or with a click on Retry in one that ended in error;
it goes on until the next load
of the same tab begins. Each document has a clock of its own ("tab-2/1": the first document of
tab-2).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from harness.model.address import raw_id_in
from harness.model.event import Event, Phase
from harness.model.rules import Rules
from harness.model.trace import Ending
from harness.model.word import ErrorKind, Outcome, Screen, Topology

ENDED = {Screen.READY: Outcome.READY, Screen.ERROR: Outcome.ERROR}


@dataclass(frozen=True, slots=True)
class Segment:
    """The events of one load, and how it began."""

    tab: str
    url: str
    begin: Event
    topology: Topology | None
    events: tuple[Event, ...]


def runner_id(url: str, rules: Rules) -> str:
    """The id in a runner's address as it stands there, '' where it is no runner's."""
    return raw_id_in(url, rules.runner_path)


def segments(events: Iterable[Event], rules: Rules) -> tuple[Segment, ...]:
    """The loads among a journey's `events`, in the order in which they began."""
    by_tab: dict[str, list[Event]] = {}
    for event in events:
        if event.actor.startswith("tab-"):
            by_tab.setdefault(event.actor, []).append(event)
    found = [it for tab, its in by_tab.items() for it in _of_tab(tab, its, rules)]
    return tuple(sorted(found, key=lambda it: it.begin.seq))


def _of_tab(tab: str, events: list[Event], rules: Rules) -> Iterator[Segment]:
    starts = [at for at, event in enumerate(events) if _begins(event)]
    retries = _retries(events, rules)
    cuts = sorted({*starts, *retries})
    for at, cut in enumerate(cuts):
        until = cuts[at + 1] if at + 1 < len(cuts) else len(events)
        url = _url_at(events, cut)
        if runner_id(url, rules):
            topology = Topology.RETRY if cut in retries else None
            yield Segment(tab, url, events[cut], topology, tuple(events[cut:until]))


def _begins(event: Event) -> bool:
    return event.what == "document" and event.kind is Phase.BEGIN


def _url_at(events: list[Event], at: int) -> str:
    for event in reversed(events[: at + 1]):
        if event.what == "document" and event.text("url"):
            return event.text("url")
    return ""


def _retries(events: list[Event], rules: Rules) -> set[int]:
    in_error, found = False, set()
    for at, event in enumerate(events):
        if event.what == "screen":
            in_error = event.text("screen") == Screen.ERROR
        elif event.what == "document":
            in_error = False
        elif in_error and event.what == "click" and event.text("target") == rules.button_retry:
            found.add(at)
            in_error = False
    return found


def ending(segment: Segment, *, waited: bool) -> Ending:
    """Where the load ended: at its first ready or error screen, else abandoned, or stuck if it was
    waited for.
    """
    for event in segment.events:
        screen = event.text("screen")
        if event.what == "screen" and screen in ENDED:
            kind = event.text("kind")
            known = ErrorKind(kind) if kind in list(ErrorKind) else None
            return Ending(ENDED[Screen(screen)], known, event.at_ms)
    gone = any(it.what in ("hidden", "closed") for it in segment.events)
    last = max((it.at_ms for it in segment.events if it.clock != "harness"), default=0.0)
    stuck = waited and not gone and any(it.clock != "harness" for it in segment.events)
    return Ending(Outcome.STUCK if stuck else Outcome.ABANDONED, None, last)
