"""A run second by second: what was offered, what ended and how, and how the generator fared.

Seconds count from the beginning of the run on each process's own clock; no two clocks are compared.
An arrival stands in the second that it was meant for, a load in the one in which it ended. Response
times stand in coarse cells, four to an octave, for a heatmap: a cell is 256 of the histogram's
finest indexes, so that cells of several processes add up as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from harness.measure.histogram import highest_us, lowest_us

_COARSE_BITS = 8


@dataclass(slots=True)
class Ended:
    """Loads of one layer that ended in one second; `heat` counts response times by cell."""

    ready: int = 0
    failed: int = 0
    heat: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Second:
    """One second. `done` arrivals had their session in it. `backlog` is how many waited for a free
    user at its end, `busy` how many users were at work, `cpu` the share of one core that the
    busiest process used, and `late_ms` by how much its loop came too late at the worst.
    """

    offered: int = 0
    begun: int = 0
    done: int = 0
    backlog: int = 0
    busy: int = 0
    cpu: float = 0.0
    late_ms: float = 0.0
    ended: dict[str, Ended] = field(default_factory=dict)


class Timeline:
    """The seconds of this process, and of the workers whose pages were put in."""

    def __init__(self) -> None:
        self.seconds: dict[int, Second] = {}

    def clear(self) -> None:
        """Forgets all of it: a new run begins."""
        self.seconds.clear()

    def at(self, at_s: float) -> Second:
        """The second of that moment; what was before the beginning belongs to the first."""
        number = max(int(at_s), 0)
        second = self.seconds.get(number)
        if second is None:
            second = self.seconds[number] = Second()
        return second

    def load(self, at_s: float, layer: str, index: int, *, ready: bool) -> None:
        """A layer's part in a load ended, with a response time of this index of the histogram."""
        ended = self.at(at_s).ended
        tally = ended.get(layer)
        if tally is None:
            tally = ended[layer] = Ended()
        if ready:
            tally.ready += 1
        else:
            tally.failed += 1
        cell = index >> _COARSE_BITS
        tally.heat[cell] = tally.heat.get(cell, 0) + 1

    def fare(self, at_s: float, *, backlog: int, busy: int, cpu: float, late_ms: float) -> None:
        """How this process fared in the second that ends now; to be told once for each."""
        second = self.at(at_s)
        second.backlog += backlog
        second.busy += busy
        second.cpu = max(second.cpu, cpu)
        second.late_ms = max(second.late_ms, late_ms)

    def page(self) -> list[Any]:
        """Everything since the last page, as plain data; it is forgotten here."""
        found = [[number, *_plain(it)] for number, it in self.seconds.items()]
        self.clear()
        return found

    def put_in(self, page: list[Any]) -> None:
        """Takes a worker's page in; raises ValueError or TypeError for what is none."""
        for number, offered, begun, done, backlog, busy, cpu, late_ms, ended in page:
            second = self.at(number)
            second.offered += offered
            second.begun += begun
            second.done += done
            self.fare(number, backlog=backlog, busy=busy, cpu=cpu, late_ms=late_ms)
            for layer, ready, failed, heat in ended:
                tally = second.ended.setdefault(layer, Ended())
                tally.ready += ready
                tally.failed += failed
                for cell, count in heat:
                    tally.heat[cell] = tally.heat.get(cell, 0) + count

    def whole(self) -> list[Second]:
        """Every second from the first to the last, with those in which nothing happened."""
        last = max(self.seconds, default=-1)
        return [self.seconds.get(it, Second()) for it in range(last + 1)]

    def columns(self) -> dict[str, Any]:
        """All of it as the result has it: one list for each fact, in the order of seconds."""
        seconds = self.whole()
        layers = sorted({layer for it in seconds for layer in it.ended})
        nothing = Ended()
        return {
            **{name: [getattr(it, name) for it in seconds] for name in _FACTS},
            "layers": {
                layer: {
                    "ready": [it.ended.get(layer, nothing).ready for it in seconds],
                    "failed": [it.ended.get(layer, nothing).failed for it in seconds],
                    "heat": [sorted(it.ended.get(layer, nothing).heat.items()) for it in seconds],
                }
                for layer in layers
            },
        }


_FACTS = ("offered", "begun", "done", "backlog", "busy", "cpu", "late_ms")


def cell_ms(cell: int) -> tuple[float, float]:
    """From where to where a cell of the heatmap goes, in ms."""
    first = cell << _COARSE_BITS
    last = first + (1 << _COARSE_BITS) - 1
    return lowest_us(first) / 1_000, (highest_us(last) + 1) / 1_000


def of_columns(columns: Mapping[str, Any]) -> Timeline:
    """The timeline that gave these columns; raises KeyError where one is missing."""
    found = Timeline()
    for number in range(len(columns["offered"])):
        facts = {name: columns[name][number] for name in _FACTS}
        ended = {
            layer: Ended(it["ready"][number], it["failed"][number], dict(it["heat"][number]))
            for layer, it in columns["layers"].items()
        }
        found.seconds[number] = Second(
            **facts, ended={layer: it for layer, it in ended.items() if it.ready or it.failed}
        )
    return found


def _plain(it: Second) -> list[Any]:
    ended = [
        [layer, tally.ready, tally.failed, [*tally.heat.items()]]
        for layer, tally in it.ended.items()
    ]
    return [it.offered, it.begun, it.done, it.backlog, it.busy, it.cpu, it.late_ms, ended]
