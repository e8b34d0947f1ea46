"""Exact percentiles: a value that was measured, never one between two or one that was rounded."""

import math
from collections.abc import Sequence

BEYOND = 5
"""A percentile says something when so many samples lie beyond it: p95 needs 100."""

# 0.95 * 100 is 94.99999999999999 in binary; ranks are whole numbers up to this many digits.
_DIGITS = 9


def percentile(ordered: Sequence[float], share: float) -> float:
    """The nearest-rank percentile of sorted values, `share` from 0 to 100.

    Raises ValueError without values.
    """
    if not ordered:
        raise ValueError("no values, no percentile")
    return ordered[rank_of(share, len(ordered)) - 1]


def rank_of(share: float, count: int) -> int:
    """Which of so many sorted values the percentile is, counted from 1."""
    return max(1, math.ceil(round(share / 100 * count, _DIGITS)))


def samples_for(share: float) -> int:
    """How many samples it takes that BEYOND of them lie beyond the percentile, on either side."""
    rest = min(share, 100 - share) / 100
    return math.ceil(round(BEYOND / rest, _DIGITS)) if rest > 0 else 2 * BEYOND
