"""What the page's script draws a load from: plain lists, as short as they can be.

    {"lanes": [name], "journeys": [[event] or null], "loads": [load]}

    event   [seq, ms, actor, mark, what, text]
    load    {"journey": its place, "axis": [ms, ms], "began": ms, "ended": ms, "outcome": word,
             "bars": [[lane, ms, ms, label, state, seq]], "legs": [[name, ms]],
             "notes": [text], "shown": [seq]}

Events of files that arrived are left out. A journey is null where the page would grow too large;
journeys with a finding come first.
"""

import json
import math
from collections.abc import Container, Iterable
from itertools import chain

from harness.judge.attribution import attribute
from harness.model.event import Event
from harness.model.journey import Journey
from harness.model.story import MARK, line
from harness.model.trace import Trace
from reports.asset import telling
from reports.evidence import from_zero
from reports.waterfall import LANES, waterfall

ROOM = 2_400_000
ROOM_FOR_FINDINGS = 3_600_000

Row = list[object]


class Details:
    """Collects the loads of a run, journey by journey, until the room is full."""

    def __init__(self, with_findings: Container[str]) -> None:
        self._with_findings = with_findings
        self._journeys: list[list[Row] | None] = []
        self._loads: list[dict[str, object]] = []
        self._size = 0

    def add(self, journey: Journey, pointed: Iterable[Iterable[int]]) -> None:
        """One more journey; `pointed` has for each of its traces the seqs that findings show."""
        names = {journey.id, *(it.id for it in journey.traces)}
        important = any(it in self._with_findings for it in names)
        fits = self._size < (ROOM_FOR_FINDINGS if important else ROOM)
        shown = [sorted(set(it)) for it in pointed]
        told = from_zero(telling(journey, chain.from_iterable(shown)))
        rows = [_row(it) for it in told] if fits else None
        place = len(self._journeys)
        loads = [
            _load(trace, journey, place, seqs)
            for trace, seqs in zip(journey.traces, shown, strict=True)
        ]
        self._journeys.append(rows)
        self._loads.extend(loads)
        self._size += len(json.dumps([rows, loads]))

    def tree(self) -> dict[str, object]:
        """The whole, ready to be embedded."""
        return {"lanes": LANES, "journeys": self._journeys, "loads": self._loads}

    @property
    def left_out(self) -> int:
        """How many journeys' events had no room."""
        return sum(it is None for it in self._journeys)


def text_of(event: Event) -> str:
    """The event's details, as the story tells them."""
    return line(event).partition(f"{MARK[event.kind]} {event.what:<15} ")[2]


def _row(event: Event) -> Row:
    return [event.seq, _ms(event.at_ms), event.actor, MARK[event.kind], event.what, text_of(event)]


def _load(trace: Trace, journey: Journey, place: int, shown: list[int]) -> dict[str, object]:
    drawn = waterfall(trace, journey)
    bars = [
        [LANES.index(it.lane), _ms(it.begin_ms), _ms(it.end_ms), it.label, it.state, it.seq]
        for it in drawn.bars
    ]
    return {
        "journey": place,
        "tab": trace.tab,
        "url": trace.url,
        "axis": [_ms(drawn.begin_ms), _ms(drawn.end_ms)],
        "began": _ms(trace.began_ms),
        "ended": _ms(trace.ending.at_ms),
        "outcome": trace.ended,
        "legs": _legs(trace, journey),
        "bars": bars,
        "notes": drawn.notes,
        "shown": shown,
    }


def _legs(trace: Trace, journey: Journey) -> list[list[object]]:
    """Where the time went: [name, ms] each, and what none of them covers."""
    known = attribute(trace, journey)
    legs: list[list[object]] = [[it.name, _ms(it.length_ms)] for it in known.legs]
    return [*legs, ["unexplained", _ms(known.unexplained_ms)]]


def _ms(value: float) -> float:
    return round(value, 1) if math.isfinite(value) else 0.0
