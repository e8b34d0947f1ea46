"""How many loads it takes to show that a median grew, and what so many loads can show.

An interval of the difference of two medians reaches z(level) standard errors to each side. All of
it lies beyond the margin, with a probability of `power`, once

    (grew - margin) / error  >=  z(level) + z(power),     error = spread · √(doubt / loads)

with as many loads on both sides; `doubt` is 2, and more where the margin is a part of what the
median was, and so is as uncertain as that. The spread is a median's standard error times √n, which
is taken from the order statistics of loads that were measured (R. M. Price and D. G. Bonett,
Journal of Statistical Computation and Simulation 68, 2001).
"""

from collections.abc import Sequence
from math import ceil, comb, inf, sqrt
from statistics import NormalDist, median

from harness.compare.sides import LEVEL, Margins

POWER = 0.9
# Fewer loads say nothing of how much they spread.
FEWEST = 8


def loads_needed(
    ordered: Sequence[float],
    grew_ms: float,
    *,
    margins: Margins,
    level: float = LEVEL,
    power: float = POWER,
) -> int | None:
    """The loads a side with which a median that grew by so much is shown to be worse; None where it
    never is, because the margin is as wide, or where too few were measured to say.
    """
    beyond_ms = grew_ms - margin_ms(ordered, margins)
    spread = spread_of_median(ordered)
    if beyond_ms <= 0 or spread is None:
        return None
    doubt = _doubt(ordered, margins)
    return max(FEWEST, ceil(doubt * (spread * _reach(level, power) / beyond_ms) ** 2))


def delay_shown(
    ordered: Sequence[float],
    loads: int,
    *,
    margins: Margins,
    level: float = LEVEL,
    power: float = POWER,
) -> float | None:
    """By how many ms a median must have grown for so many loads a side to show it; None where too
    few were measured to say.
    """
    spread = spread_of_median(ordered)
    if spread is None or loads < FEWEST:
        return None
    error_ms = spread * sqrt(_doubt(ordered, margins) / loads)
    return margin_ms(ordered, margins) + error_ms * _reach(level, power)


def spread_of_median(ordered: Sequence[float]) -> float | None:
    """The median's standard error times √n, of a sorted sample; None for fewer than FEWEST."""
    count = len(ordered)
    if count < FEWEST:
        return None
    rank = max(1, round((count + 1) / 2 - sqrt(count)))
    tail = sum(comb(count, it) for it in range(rank)) / 2**count
    z = NormalDist().inv_cdf(1 - tail) if 0 < tail < 1 else inf
    return (ordered[count - rank] - ordered[rank - 1]) / (2 * z) * sqrt(count)


def margin_ms(ordered: Sequence[float], margins: Margins) -> float:
    """What does not matter of a median's growth, in ms."""
    return max(margins.time_ms, margins.time * median(ordered)) if ordered else margins.time_ms


def level_of(rows: int, *, level: float = LEVEL) -> float:
    """The level of one row of so many, for which `level` holds together."""
    return 1 - (1 - level) / max(1, rows)


def _doubt(ordered: Sequence[float], margins: Margins) -> float:
    is_part = margins.time * median(ordered) > margins.time_ms
    return 1 + (1 + margins.time) ** 2 if is_part else 2.0


def _reach(level: float, power: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2) + NormalDist().inv_cdf(power)
