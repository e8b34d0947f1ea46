"""A histogram as the sorted values that it counted, without laying them out one by one."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import overload

from harness.measure.histogram import Histogram, highest_us


class Ranks(Sequence[float]):
    """Its values in ms, the least first: each no less than what was measured, and at most a
    thousandth more.
    """

    def __init__(self, histogram: Histogram) -> None:
        indexes = sorted(histogram.counts)
        self._values = [min(highest_us(it), histogram.most_us) / 1_000 for it in indexes]
        self._ends = list(accumulate(histogram.counts[it] for it in indexes))

    def __len__(self) -> int:
        """How many values were counted."""
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, at: int) -> float: ...

    @overload
    def __getitem__(self, at: slice) -> list[float]: ...

    def __getitem__(self, at: int | slice) -> float | list[float]:
        """The value at a place, counted from 0; raises IndexError beyond the last."""
        if isinstance(at, slice):
            return [self[it] for it in range(*at.indices(len(self)))]
        place = at + len(self) if at < 0 else at
        if not 0 <= place < len(self):
            raise IndexError(f"there are {len(self)} values, and none at {at}")
        return self._values[bisect_right(self._ends, place)]
