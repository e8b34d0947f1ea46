"""Cuts a journey's events into traces.

A load begins with a document of the runner, with a route of a document that was another page to
the runner, or with a click on Retry in one that ended in error; it goes on until the next load of
the same tab begins, or the tab comes to another page. Each document has a clock of its own
("tab-2/1": the first document of tab-2).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from harness.model.address import raw_id_in
from harness.model.event import Event
from harness.model.rules import Rules
from harness.model.trace import Ending
from harness.model.word import ErrorKind, Outcome, Screen, Topology

ENDED = {Screen.READY: Outcome.READY, Screen.ERROR: Outcome.ERROR}


@dataclass(frozen=True, slots=True)
class Segment:
    """The events of one load, how it began, and whether its document left it for another page."""

    tab: str
    url: str
    begin: Event
    topology: Topology | None
    events: tuple[Event, ...]
    left: bool = False


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
    starts = _starts(events, rules)
    retries = _retries(events, rules)
    cuts = sorted({*starts, *retries})
    for at, cut in enumerate(cuts):
        until = cuts[at + 1] if at + 1 < len(cuts) else len(events)
        url = _url_at(events, cut)
        if runner_id(url, rules):
            topology = Topology.RETRY if cut in retries else None
            left = until < len(events) and events[until].what == "route"
            yield Segment(tab, url, events[cut], topology, tuple(events[cut:until]), left)


def newest_start(events: Iterable[Event], tab: str, rules: Rules) -> int | None:
    """The seq with which the tab came to its newest page among these events; None where it came to
    none. A document that goes on to another address of one runner is at the same page.
    """
    own = [it for it in events if it.actor == tab]
    starts = _starts(own, rules)
    return own[starts[-1]].seq if starts else None


def _starts(events: list[Event], rules: Rules) -> list[int]:
    """Where in one tab's events another page begins."""
    return [at for at, event in enumerate(events) if event.is_page and _is_other(event, rules)]


def _is_other(event: Event, rules: Rules) -> bool:
    if event.what == "document":
        return True
    return runner_id(event.text("url"), rules) != runner_id(event.text("from"), rules)


def _url_at(events: list[Event], at: int) -> str:
    for event in reversed(events[: at + 1]):
        if event.what in ("document", "route") and event.text("url"):
            return event.text("url")
    return ""


def _retries(events: list[Event], rules: Rules) -> set[int]:
    in_error, found = False, set()
    for at, event in enumerate(events):
        if event.what == "screen":
            in_error = event.text("screen") == Screen.ERROR
        elif event.is_page and _is_other(event, rules):
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
    gone = segment.left or any(it.what in ("hidden", "closed") for it in segment.events)
    last = max((it.at_ms for it in segment.events if it.clock != "harness"), default=0.0)
    stuck = waited and not gone and any(it.clock != "harness" for it in segment.events)
    return Ending(Outcome.STUCK if stuck else Outcome.ABANDONED, None, last)
