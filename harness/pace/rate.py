"""A rate of arrivals that changes over time, and when each of them is meant to begin.

    constant   50/s for 60 s             Rate((Stretch(60, 50, 50),))
    ramp       0 to 50/s within 30 s     Rate((Stretch(30, 0, 50),))
    spike      10/s, 200/s, 10/s         three stretches

The open model: arrivals come when they come, whatever became of those before. The n-th is meant for
the moment at which the rate's integral reaches it: evenly, or by chance (a Poisson process with
this rate), from a seed, so that every worker knows all of them and takes its own share.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many seconds in which the rate goes from one value to another, in arrivals a second."""

    lasts_s: float
    begins_per_s: float
    ends_per_s: float

    def __post_init__(self) -> None:
        """Refuses what is no stretch of time, and a rate below nothing."""
        if not (self.lasts_s > 0 and math.isfinite(self.lasts_s)):
            raise ValueError(f"a stretch lasts some time, not {self.lasts_s} s")
        for rate in (self.begins_per_s, self.ends_per_s):
            if not (rate >= 0 and math.isfinite(rate)):
                raise ValueError(f"a rate is 0 or more, not {rate}")

    @property
    def arrivals(self) -> float:
        """How many arrivals fall into it."""
        return self.lasts_s * (self.begins_per_s + self.ends_per_s) / 2

    def rate_at(self, at_s: float) -> float:
        """The rate so long after its beginning."""
        share = at_s / self.lasts_s
        return self.begins_per_s + (self.ends_per_s - self.begins_per_s) * share

    def until(self, at_s: float) -> float:
        """How many arrivals fall into its first `at_s` seconds."""
        return at_s * (self.begins_per_s + self.rate_at(at_s)) / 2

    def moment_of(self, arrivals: float) -> float:
        """After how many seconds so many of its arrivals have come; the inverse of `until`."""
        slope = (self.ends_per_s - self.begins_per_s) / self.lasts_s
        root = math.sqrt(max(0.0, self.begins_per_s**2 + 2 * slope * arrivals))
        # This form of the quadratic's root is exact for a constant rate, and for a steep one.
        return min(self.lasts_s, 2 * arrivals / (self.begins_per_s + root)) if arrivals else 0.0


@dataclass(frozen=True, slots=True)
class Rate:
    """Stretches one after the other; after the last there are no arrivals."""

    stretches: tuple[Stretch, ...]

    @property
    def lasts_s(self) -> float:
        """How long it goes on."""
        return math.fsum(it.lasts_s for it in self.stretches)

    @property
    def arrivals(self) -> float:
        """How many arrivals are meant, over all of it."""
        return math.fsum(it.arrivals for it in self.stretches)

    @property
    def most_per_s(self) -> float:
        """The highest rate that it ever reaches."""
        return max((max(it.begins_per_s, it.ends_per_s) for it in self.stretches), default=0.0)

    def at(self, at_s: float) -> float:
        """The rate at that moment, 0 outside of it; where two stretches meet, the later one's."""
        begins_s = 0.0
        for it in self.stretches:
            if begins_s <= at_s < begins_s + it.lasts_s:
                return it.rate_at(at_s - begins_s)
            begins_s += it.lasts_s
        return 0.0

    def until(self, at_s: float) -> float:
        """How many arrivals are meant before that moment."""
        found, left_s = 0.0, at_s
        for it in self.stretches:
            if left_s <= 0:
                break
            found += it.until(min(left_s, it.lasts_s))
            left_s -= it.lasts_s
        return found

    def scaled(self, factor: float) -> "Rate":
        """The same shape, so many times as high."""
        return Rate(
            tuple(
                Stretch(it.lasts_s, it.begins_per_s * factor, it.ends_per_s * factor)
                for it in self.stretches
            )
        )

    def lasting(self, lasts_s: float) -> "Rate":
        """The same rates, all of it lasting so long."""
        factor = lasts_s / self.lasts_s
        return Rate(
            tuple(
                Stretch(it.lasts_s * factor, it.begins_per_s, it.ends_per_s)
                for it in self.stretches
            )
        )

    def moments(self, seed: int | None = None) -> Iterator[float]:
        """When each arrival is meant, in seconds from the beginning, in order: evenly spaced, the
        first at once; with a seed by chance, so that only their mean number is the rate's.
        """
        gaps = random.Random(seed) if seed is not None else None
        ends = list(accumulate(it.arrivals for it in self.stretches))
        count, at, begins_s, before = 0.0, 0, 0.0, 0.0
        if gaps:
            count = gaps.expovariate(1.0)
        while at < len(ends):
            if count >= ends[at]:
                begins_s, before = begins_s + self.stretches[at].lasts_s, ends[at]
                at += 1
                continue
            yield begins_s + self.stretches[at].moment_of(count - before)
            count += gaps.expovariate(1.0) if gaps else 1.0


def constant(per_s: float, lasts_s: float) -> Rate:
    """The same rate all the time."""
    return Rate((Stretch(lasts_s, per_s, per_s),))
