"""Where a value lies in a picture, and which values are written beside it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` at the pixel `begin` to `high` at `end`; `is_log` has equal ratios equally far
    apart, and needs a `low` above nothing.
    """

    low: float
    high: float
    begin: float
    end: float
    is_log: bool = False

    def at(self, value: float) -> float:
        """The pixel of the value, at most at an end of the axis, to a tenth."""
        low, high, it = self.low, self.high, value
        if self.is_log:
            low, high, it = math.log(low), math.log(high), math.log(max(value, self.low))
        share = (it - low) / (high - low) if high > low else 0.0
        return round(self.begin + min(max(share, 0.0), 1.0) * (self.end - self.begin), 1)

    def ticks(self, most: int = 5) -> list[float]:
        """Round values within the axis: about so many, or the powers of ten of a log axis."""
        if self.is_log:
            return list(_powers(self.low, self.high))
        step = _round_step((self.high - self.low) / most) if self.high > self.low else 1.0
        first = math.ceil(self.low / step)
        last = math.floor(self.high / step + 1e-9)
        return [it * step for it in range(first, last + 1)]


def reaching(most: float, begin: float, end: float) -> Axis:
    """An axis from nothing to a round value that is no less than `most`."""
    step = _round_step(most / 4) if most > 0 else 1.0
    return Axis(0.0, step * max(1, math.ceil(most / step - 1e-9)), begin, end)


def number(value: float) -> str:
    """`0.25`, `7`, `1,200`, `12k`."""
    if value >= 10_000:
        return f"{value / 1_000:g}k"
    return f"{value:,.0f}" if value == int(value) else f"{value:g}"


def milliseconds(value: float) -> str:
    """`0.1 ms`, `30 ms`, `2 s`."""
    return f"{value / 1_000:g} s" if value >= 1_000 else f"{value:g} ms"


def clock(second: float) -> str:
    """`0:05`, `12:30`, `1:00:00`: the time since the beginning."""
    minutes, seconds = divmod(round(second), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _round_step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(it * power for it in (1, 2, 2.5, 5, 10) if it * power >= least * (1 - 1e-9))


def _powers(low: float, high: float) -> Iterator[float]:
    """1, 3, 10, 30, ... of a short axis, powers of ten of a long one."""
    parts = (1, 3) if high / low < 3_000 else (1,)
    for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1):
        for part in parts:
            found = float(f"{part}e{power}")
            if low <= found <= high:
                yield found
