"""How sure a percentile is, and the difference of two: the bootstrap, without its resampling.

In a resample of n values the k-th smallest is the value at rank ceil(n·u) of the sample, where u is
the k-th smallest of n uniform numbers, which has the distribution Beta(k, n - k + 1). So one number
is drawn for each resample of whatever size (B. Efron, The Jackknife, the Bootstrap and Other
Resampling Plans, 1982, section 10.2); the bounds are percentiles of what was drawn.
"""

import math
import random
from collections.abc import Iterator, Sequence

from harness.compare.percentile import rank_of

RESAMPLES = 4_000


def grown_by(
    before: Sequence[float],
    after: Sequence[float],
    share: float,
    *,
    level: float = 0.95,
    seed: int = 0,
) -> tuple[float, float]:
    """The bounds of how much the percentile grew, `share` from 0 to 100, of two sorted samples.

    The samples are taken for independent of each other, in their own unit. Raises ValueError where
    one is empty.
    """
    if not (before and after):
        raise ValueError("no values, no percentile")
    chance = random.Random(seed)
    was, became = _resampled(before, share, chance), _resampled(after, share, chance)
    drawn = sorted(new - old for old, new in zip(was, became, strict=True))
    tail = (1 - level) / 2
    return _at(drawn, tail), _at(drawn, 1 - tail)


def _resampled(ordered: Sequence[float], share: float, chance: random.Random) -> Iterator[float]:
    count = len(ordered)
    rank = rank_of(share, count)
    for _ in range(RESAMPLES):
        place = chance.betavariate(rank, count - rank + 1)
        yield ordered[min(count, max(1, math.ceil(place * count))) - 1]


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, max(0, math.ceil(share * len(ordered)) - 1))]
