"""Pictures of a run over time, one below the other on one axis of time, as plain shapes."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from harness.measure.timeline import cell_ms
from reports.load_run.axis import Axis, clock, milliseconds, number, reaching
from reports.load_run.column import Column
from reports.load_run.sighting import Sighting

WIDTH, LEFT, RIGHT = 1_000, 64, 10
TOP, FOOT = 8, 22
SHADES = 6


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle; `kind` is a class of the style sheet, `title` what it says when pointed at."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points, as a path's `d`."""

    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Dot:
    """One load in a real browser."""

    x: float
    y: float
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A value beside an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture; `says` is what it shows in a sentence, for who cannot see it."""

    name: str
    says: str
    height: float
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    shapes: tuple[Shape, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    dots: tuple[Dot, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()


def rates(found: Sequence[Column], *, is_open: bool) -> Chart:
    """Arrivals offered and done a second, and what failed."""
    time, height = _time(found), 170
    most = max((max(it.per_s(it.offered), it.per_s(it.done)) for it in found), default=0.0)
    axis = _upwards(most, height)
    failed = [
        _bar(time, axis, it, it.per_s(it.failed), "failed", f"{it.failed} failed")
        for it in found
        if it.failed
    ]
    strokes = [Stroke(_steps(time, axis, found, lambda it: it.per_s(it.done)), "done")]
    keys = [("done", "had their session"), ("failed", "a layer failed")]
    if is_open:
        offered = _steps(time, axis, found, lambda it: it.per_s(it.offered))
        strokes.insert(0, Stroke(offered, "offered"))
        keys.insert(0, ("offered", "came"))
    says = f"Visitors a second over time, up to {most:.4g}."
    up = _ticks(axis, number)
    return Chart(
        "Visitors a second",
        says,
        height,
        _across(time),
        up,
        tuple(failed),
        tuple(strokes),
        (),
        tuple(keys),
    )


def heat(found: Sequence[Column], layer: str, seen: Iterable[Sighting]) -> Chart:
    """How long a layer's loads took, by when they ended; real browsers' loads as dots."""
    time, height = _time(found), 200
    seen = list(seen)
    cells = {cell for it in found for cell in it.heat.get(layer, ())}
    low = min([cell_ms(it)[0] for it in cells] + [it.took_ms for it in seen], default=1.0)
    high = max([cell_ms(it)[1] for it in cells] + [it.took_ms for it in seen], default=10.0)
    axis = Axis(max(low, 0.1), max(high, low * 10, 1.0), height - FOOT, TOP, is_log=True)
    most = max((count for it in found for count in it.heat.get(layer, {}).values()), default=1)
    shapes = tuple(
        _cell(time, axis, it, cell, count, most)
        for it in found
        for cell, count in sorted(it.heat.get(layer, {}).items())
    )
    dots = tuple(_dot(time, axis, it) for it in seen)
    says = f"Response times of the {layer} layer over time, {axis.low:.3g} to {axis.high:.3g} ms."
    keys = (("browser", "a load in a real browser"),) if dots else ()
    up = _ticks(axis, milliseconds)
    return Chart(f"Layer {layer}", says, height, _across(time), up, shapes, (), dots, keys)


def waiting(found: Sequence[Column]) -> Chart:
    """Users at work, and visitors who wait for one."""
    time, height = _time(found), 120
    most = max((max(it.busy, it.backlog) for it in found), default=0)
    axis = _upwards(most, height)
    shapes = tuple(
        _bar(time, axis, it, it.backlog, "failed", f"{it.backlog} waited")
        for it in found
        if it.backlog
    )
    strokes = (Stroke(_steps(time, axis, found, lambda it: it.busy), "done"),)
    keys = (("done", "loads under way"), ("failed", "waiting for a free user"))
    says = f"Loads under way and waiting, up to {most}."
    return Chart(
        "At the same time",
        says,
        height,
        _across(time),
        _ticks(axis, number),
        shapes,
        strokes,
        (),
        keys,
    )


def generator(found: Sequence[Column]) -> Chart:
    """The share of a core that the busiest process of the generator used, and where it was late."""
    time, height = _time(found), 110
    axis = Axis(0, 100, height - FOOT, TOP)
    late = [it for it in found if it.late_ms > LATE_MS]
    shapes = tuple(
        _bar(time, axis, it, 100, "late", f"late by up to {it.late_ms:.0f} ms") for it in late
    )
    strokes = (Stroke(_steps(time, axis, found, lambda it: 100 * it.cpu), "offered"),)
    keys = (("offered", "% of a core"), ("late", f"late by more than {LATE_MS:.0f} ms"))
    most = max((it.cpu for it in found), default=0.0)
    says = f"The generator's processor, up to {100 * most:.0f} %; late in {len(late)} columns."
    up = tuple(Tick(axis.at(it), f"{it} %") for it in (0, 50, 100))
    return Chart("The generator itself", says, height, _across(time), up, shapes, strokes, (), keys)


LATE_MS = 100.0


def _time(found: Sequence[Column]) -> Axis:
    last = found[-1].begins_s + found[-1].lasts_s if found else 1
    return Axis(0, last, LEFT, WIDTH - RIGHT)


def _upwards(most: float, height: float) -> Axis:
    return reaching(most, height - FOOT, TOP)


def _across(time: Axis) -> tuple[Tick, ...]:
    step = next((it for it in _SPANS if time.high / it <= 8), _SPANS[-1])
    count = math.floor(time.high / step)
    return tuple(Tick(time.at(it * step), clock(it * step)) for it in range(count + 1))


_SPANS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400)


def _ticks(axis: Axis, written: Callable[[float], str]) -> tuple[Tick, ...]:
    return tuple(Tick(axis.at(it), written(it)) for it in axis.ticks(4))


def _steps(
    time: Axis, axis: Axis, found: Sequence[Column], value: Callable[[Column], float]
) -> str:
    parts: list[str] = []
    for it in found:
        left, right = time.at(it.begins_s), time.at(it.begins_s + it.lasts_s)
        parts.append(f"{'L' if parts else 'M'}{left} {axis.at(value(it))}H{right}")
    return "".join(parts)


def _bar(time: Axis, axis: Axis, it: Column, value: float, kind: str, what: str) -> Shape:
    left, right = time.at(it.begins_s), time.at(it.begins_s + it.lasts_s)
    top = axis.at(value)
    title = f"{clock(it.begins_s)}: {what}"
    return Shape(left, top, round(right - left, 1), round(axis.begin - top, 1), kind, title)


def _cell(time: Axis, axis: Axis, it: Column, cell: int, count: int, most: int) -> Shape:
    low, high = cell_ms(cell)
    left, right = time.at(it.begins_s), time.at(it.begins_s + it.lasts_s)
    top, foot = axis.at(high), axis.at(low)
    shade = 1 + round((SHADES - 1) * math.log1p(count) / math.log1p(most))
    title = f"{clock(it.begins_s)}: {count} took {low:.3g} to {high:.3g} ms"
    return Shape(
        left, top, round(right - left, 1), round(max(foot - top, 1), 1), f"heat-{shade}", title
    )


def _dot(time: Axis, axis: Axis, it: Sighting) -> Dot:
    said = it.wrong or f"{it.took_ms:.0f} ms in a real browser"
    kind = "browser wrong" if it.wrong else "browser"
    return Dot(time.at(it.at_s), axis.at(it.took_ms), kind, f"{clock(it.at_s)}: {said}")
