"""Steps of a rising rate, each with a rest after it in which what has begun may end."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from harness.pace.rate import Rate, Stretch


@dataclass(frozen=True, slots=True)
class Step:
    """So many arrivals a second from one moment to another, and rest until `settles_s`."""

    per_s: float
    begins_s: float
    ends_s: float
    settles_s: float


def rising(first: float, most: float, *, factor: float, each_s: float, rest_s: float) -> Rate:
    """Steps from the first rate to the most, each so many times the one before.

    Raises ValueError for what does not rise.
    """
    if not (first > 0 and factor > 1 and most >= first):
        raise ValueError(f"steps rise: from {first:g} by {factor:g} times to {most:g}")
    stretches: list[Stretch] = []
    per_s = first
    while per_s <= most * 1.000001:
        stretches += [Stretch(each_s, per_s, per_s), Stretch(rest_s, 0, 0)]
        per_s *= factor
    return Rate(tuple(stretches))


def steps_of(rate: Rate) -> tuple[Step, ...]:
    """The steps that `rising` made."""
    found, begins_s = [], 0.0
    for work, rest in zip(rate.stretches[::2], rate.stretches[1::2], strict=True):
        ends_s = begins_s + work.lasts_s
        found.append(Step(work.begins_per_s, begins_s, ends_s, ends_s + rest.lasts_s))
        begins_s = ends_s + rest.lasts_s
    return tuple(found)


def step_at(steps: Sequence[Step], at_s: float) -> int:
    """The number of the step that a moment belongs to, from 0; 0 where there are no steps."""
    return max(bisect_right([it.begins_s for it in steps], at_s) - 1, 0) if steps else 0
