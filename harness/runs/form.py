"""What a run's nouns look like on disk, and back.

A journey's line says each thing once. Its traces' events are those of the journey again, so a trace
names them by position, `[[3, 41], {...}]`: the journey's events 3 to 40, then one that the journey
has not. What a trace shares with its journey (`SHARED`) is left out. Rules have a line of their
own, `{"rules": {...}}`, which holds for the journeys below it: usually one, at the top of a
worker's file (each worker has an application of its own, so its origins differ).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import TypeAdapter

from harness.model.event import Event
from harness.model.journey import Journey
from harness.model.race import Raced
from harness.model.rules import Rules
from harness.model.run import Check, Run
from harness.model.verdict import Verdict

FORMAT = 1
SHARED = ("visitor", "session", "starter", "conditions")

Noun = TypeVar("Noun")
Tree = dict[str, Any]  # parsed JSON of a noun; pydantic checks it on the way in

RULES = TypeAdapter(Rules)
RUN = TypeAdapter(Run)
CHECK = TypeAdapter(Check)
VERDICT = TypeAdapter(Verdict)
RACED = TypeAdapter(Raced)
JOURNEY = TypeAdapter(Journey)
EVENT = TypeAdapter(Event)
EVENTS = TypeAdapter(tuple[Event, ...])


def plain(adapter: TypeAdapter[Noun], noun: Noun) -> Tree:
    """The noun as plain JSON values."""
    tree: Tree = adapter.dump_python(noun, mode="json")
    return tree


def journey_to_tree(journey: Journey) -> Tree:
    """The journey as plain JSON values, each thing once."""
    tree: Tree = JOURNEY.dump_python(
        journey, mode="json", exclude={"rules": True, "traces": {"__all__": {"rules", "events"}}}
    )
    places = {event.seq: place for place, event in enumerate(journey.events)}
    for trace, of_trace in zip(journey.traces, tree["traces"], strict=True):
        of_trace["events"] = list(_refer(trace.events, journey.events, places))
        for name in SHARED:
            if getattr(trace, name) == getattr(journey, name):
                del of_trace[name]
    return tree


def journey_from_tree(tree: Mapping[str, Any], rules: Rules) -> Journey:
    """The journey back; pydantic's ValidationError, KeyError or TypeError where it is not one."""
    events = EVENTS.validate_python(tree["events"])
    shared = {name: tree[name] for name in SHARED}
    traces = [
        {**shared, **it, "rules": rules, "events": tuple(_resolve(it["events"], events))}
        for it in tree["traces"]
    ]
    whole = {**tree, "events": events, "traces": traces, "rules": rules}
    return JOURNEY.validate_python(whole)


def _refer(
    events: Iterable[Event], among: Sequence[Event], places: Mapping[int, int]
) -> Iterator[list[int] | Tree]:
    span: list[int] = []
    for event in events:
        place = places.get(event.seq, -1)
        known = place >= 0 and (among[place] is event or among[place] == event)
        if known and span and span[1] == place:
            span[1] = place + 1
            continue
        if span:
            yield span
        span = [place, place + 1] if known else []
        if not known:
            yield plain(EVENT, event)
    if span:
        yield span


def _resolve(stored: Iterable[Any], among: Sequence[Event]) -> Iterator[Event]:
    for item in stored:
        if isinstance(item, dict):
            yield EVENT.validate_python(item)
        else:
            begin, end = item
            yield from among[begin:end]
