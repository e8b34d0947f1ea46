"""What happened before what, as far as it can be known.

Arrival is not order. Known is only: the order within one actor (server and database share one log,
so they count as one); a request's begin comes before what the backend logged under its pair, and
the backend's answer before the tab saw it; a value written comes before it was read, where it was
written once; an opener's `open` comes before what the popup tells under that pair; what the harness
had seen when it opened a new tab comes before all that this tab tells. Documents that
share a thread (an opener and its popups) count together: `order` is "agent:n" in the detail.
All of it is transitive. Times are never compared.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from harness.judge.memo import once_a_journey
from harness.model.event import Event, Phase
from harness.model.journey import Journey
from harness.model.request import requests_in

BACKEND = "backend"
Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Order:
    """A vector clock for each event: how far along each actor's line it knows."""

    places: Mapping[int, tuple[str, int]]
    clocks: Mapping[int, Mapping[str, int]]

    def happened_before(self, a: Event, b: Event) -> bool | None:
        """True where `a` is known to come before `b`, False where the other way round, None where
        neither is known.
        """
        if self.knows(b.seq, a.seq):
            return True
        return False if self.knows(a.seq, b.seq) else None

    def knows(self, later: int, earlier: int) -> bool:
        """Whether the event `later` is known to come after `earlier`, by their seqs."""
        if later == earlier or later not in self.clocks or earlier not in self.places:
            return False
        line, index = self.places[earlier]
        return self.clocks[later].get(line, -1) >= index


@once_a_journey
def order_in(journey: Journey) -> Order:
    """The order of the journey's events."""
    return order_of(journey.events)


def order_of(events: Iterable[Event]) -> Order:
    """The order of the events. What contradicts itself stays unordered."""
    known = tuple(events)
    lines = _lines(known)
    places = {it.seq: (name, at) for name, its in lines.items() for at, it in enumerate(its)}
    edges = [
        *((a.seq, b.seq) for its in lines.values() for a, b in pairwise(its)),
        *_request_edges(known),
        *_open_edges(known),
        *_agent_edges(known),
        *_person_edges(lines),
    ]
    read = _storage_edges(known)
    return Order(places, _clocks(places, [*edges, *_possible(read, places, edges)]))


def _possible(
    read: Sequence[Edge], places: Mapping[int, tuple[str, int]], edges: Sequence[Edge]
) -> list[Edge]:
    """Without a read that came before the write by all else that is known: the same value had been
    there already, or it was another browser that wrote it.
    """
    if all(write < seen for write, seen in read):
        return list(read)
    without = Order(places, _clocks(places, edges))
    return [it for it in read if not without.knows(later=it[0], earlier=it[1])]


def line_of(event: Event) -> str:
    """The line within which order is known: the actor, or the backend as a whole."""
    return BACKEND if event.actor in ("server", "database") else event.actor


def _lines(events: Sequence[Event]) -> Mapping[str, list[Event]]:
    lines: dict[str, list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda it: it.seq):
        lines[line_of(event)].append(event)
    return lines


def _request_edges(events: Sequence[Event]) -> list[Edge]:
    logged: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.pair and line_of(event) == BACKEND:
            logged[event.pair].append(event)
    edges: list[Edge] = []
    for it in requests_in(event for event in events if line_of(event) != BACKEND):
        if it.end is None or not it.pair:
            continue
        end = it.end.seq
        edges += [(it.begin.seq, entry.seq) for entry in logged[it.pair]]
        edges += [(entry.seq, end) for entry in logged[it.pair] if _answers(entry)]
    return edges


def _answers(entry: Event) -> bool:
    return entry.what == "request" and entry.kind is Phase.OK


def _storage_edges(events: Sequence[Event]) -> list[Edge]:
    written: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.what == "storage.write" and event.kind is Phase.OK and event.text("value"):
            written[event.text("key"), event.text("value")].append(event)
    edges: list[Edge] = []
    for event in events:
        writes = written.get((event.text("key"), event.text("value")), [])
        if event.what == "storage.read" and len(writes) == 1 and writes[0].actor != event.actor:
            edges.append((writes[0].seq, event.seq))
    return edges


def _open_edges(events: Sequence[Event]) -> list[Edge]:
    opened = {it.pair: it for it in events if it.what == "open" and it.pair}
    edges: list[Edge] = []
    for event in events:
        opener = opened.get(event.pair)
        if opener is None or event.actor == opener.actor or _share_thread(opener, event):
            continue
        edges.append((opener.seq, event.seq))
    return edges


def _share_thread(a: Event, b: Event) -> bool:
    """Whether one thread numbered both: then its numbers tell more than the pair.

    A popup's first about:blank begins inside `window.open`, before the opener can tell of it.
    """
    agent = a.text("order").rpartition(":")[0]
    return agent != "" and agent == b.text("order").rpartition(":")[0]


def _agent_edges(events: Sequence[Event]) -> list[Edge]:
    threads: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for event in events:
        agent, _, number = event.text("order").rpartition(":")
        if agent and number.isdigit():
            threads[agent].append((int(number), event.seq))
    return [(a[1], b[1]) for counted in threads.values() for a, b in pairwise(sorted(counted))]


def _person_edges(lines: Mapping[str, Sequence[Event]]) -> list[Edge]:
    """What had arrived when the person opened a tab came before the tab's first event.

    Only for a tab that nobody had heard of: of another one, what arrives later may be older.
    """
    edges: list[Edge] = []
    for opened in (it for it in lines.get("person", ()) if it.what == "open-tab"):
        own = [its[0] for its in lines.values() if _is_first_of(its[0], opened)]
        if not own:
            continue
        edges.append((opened.seq, own[0].seq))
        for its in lines.values():
            seen = [it.seq for it in its if it.seq < opened.seq]
            edges += [(seen[-1], opened.seq)] if seen else []
    return edges


def _is_first_of(event: Event, opened: Event) -> bool:
    address = event.what == "document" and event.text("url") == opened.text("target")
    return address and event.seq > opened.seq


def _clocks(
    places: Mapping[int, tuple[str, int]], edges: Sequence[Edge]
) -> dict[int, dict[str, int]]:
    after: dict[int, list[int]] = defaultdict(list)
    awaited: dict[int, int] = dict.fromkeys(places, 0)
    for earlier, later in edges:
        after[earlier].append(later)
        awaited[later] += 1
    clocks: dict[int, dict[str, int]] = {seq: {} for seq in places}
    free = deque(seq for seq, count in awaited.items() if count == 0)
    done: dict[int, dict[str, int]] = {}
    while free:
        seq = free.popleft()
        line, index = places[seq]
        own = clocks[seq]
        own[line] = max(index, own.get(line, -1))
        done[seq] = own
        for later in after[seq]:
            _merge(clocks[later], own)
            awaited[later] -= 1
            if awaited[later] == 0:
                free.append(later)
    return done


def _merge(into: dict[str, int], known: Mapping[str, int]) -> None:
    for line, index in known.items():
        into[line] = max(index, into.get(line, -1))
