"""Times of millions of loads in little memory, exact where it matters, and mergeable.

An HDR histogram (hdrhistogram.org) of microseconds, to an hour, with three significant digits: a
percentile is at most a thousandth above the value that was measured. Mean, minimum and maximum are
kept beside it and are exact. Buckets are kept by HDR's own index, so that two histograms merge by
adding counts, whatever process they come from, and `encoded` is what any HDR tool reads.
"""

from collections.abc import Iterator, Mapping

from hdrh.histogram import HdrHistogram

from harness.compare.percentile import rank_of

HOUR_US = 3_600_000_000
DIGITS = 3
# With three digits a bucket of HDR's has 2,048 values; its upper half is 1,024 counters.
_HALF_BITS = 10
_WHOLE_BITS = _HALF_BITS + 1
_HALF = 1 << _HALF_BITS


class Histogram:
    """Counts of times by HDR's index; times are whole microseconds."""

    __slots__ = ("count", "counts", "least_us", "most_us", "total_us")

    def __init__(self) -> None:
        self.counts: dict[int, int] = {}
        self.count = 0
        self.total_us = 0
        self.least_us = HOUR_US
        self.most_us = 0

    def add(self, us: int) -> int:
        """Counts one time, and returns its index; below nothing counts as nothing."""
        us = max(us, 0)
        index = index_of(us)
        counts = self.counts
        counts[index] = counts.get(index, 0) + 1
        self.count += 1
        self.total_us += us
        if us > self.most_us:
            self.most_us = us
        if us < self.least_us:
            self.least_us = us
        return index

    def merge(self, other: "Histogram") -> None:
        """Takes in all that the other has counted."""
        for index, count in other.counts.items():
            self.counts[index] = self.counts.get(index, 0) + count
        self.count += other.count
        self.total_us += other.total_us
        self.least_us = min(self.least_us, other.least_us)
        self.most_us = max(self.most_us, other.most_us)

    def percentile_ms(self, share: float) -> float:
        """The nearest-rank percentile, `share` from 0 to 100: no less than the value measured, and
        at most a thousandth more. Raises ValueError without values.
        """
        if not self.count:
            raise ValueError("no values, no percentile")
        rank = rank_of(share, self.count)
        seen = 0
        for index in sorted(self.counts):
            seen += self.counts[index]
            if seen >= rank:
                break
        return min(highest_us(index), self.most_us) / 1_000

    @property
    def mean_ms(self) -> float:
        """The mean of the values as they were measured; raises ValueError without values."""
        if not self.count:
            raise ValueError("no values, no mean")
        return self.total_us / self.count / 1_000

    @property
    def min_ms(self) -> float:
        """The least value, exact; 0 without values."""
        return self.least_us / 1_000 if self.count else 0.0

    @property
    def max_ms(self) -> float:
        """The greatest value, exact; 0 without values."""
        return self.most_us / 1_000

    def plain(self) -> list[object]:
        """All of it as plain data, for another process."""
        exact = [self.count, self.total_us, self.least_us, self.most_us]
        return [*exact, list(self.counts.keys()), list(self.counts.values())]

    def encoded(self) -> str:
        """The counts in HdrHistogram's V2 compressed form, base64; what is exact is not in it."""
        found = HdrHistogram(1, HOUR_US, DIGITS)
        for index, count in self.counts.items():
            found.counts[index] = count
        found.total_count = self.count
        found.max_value = highest_us(max(self.counts, default=0))
        return str(found.encode().decode("ascii"))


def of_plain(plain: list[object]) -> Histogram:
    """What `plain` gave; raises ValueError for anything else."""
    try:
        count, total, least, most, indexes, counts = plain
        found = Histogram()
        found.counts = dict(zip(_wholes(indexes), _wholes(counts), strict=True))
        found.count, found.total_us, found.least_us, found.most_us = _wholes(
            [count, total, least, most]
        )
    except (TypeError, ValueError) as error:
        raise ValueError(f"no histogram: {error}") from error
    if sum(found.counts.values()) != found.count:
        raise ValueError("no histogram: its counts are not its number of values")
    return found


def of_encoded(text: str, exact: Mapping[str, float]) -> Histogram:
    """What `encoded` gave, with `mean_ms`, `min_ms` and `max_ms` as they stood beside it."""
    source = HdrHistogram.decode(text)
    found = Histogram()
    found.counts = {index: count for index, count in enumerate(source.counts) if count}
    found.count = sum(found.counts.values())
    if found.count:
        found.total_us = round(exact["mean_ms"] * 1_000 * found.count)
        found.least_us = round(exact["min_ms"] * 1_000)
        found.most_us = round(exact["max_ms"] * 1_000)
    return found


def merged(parts: Iterator[Histogram]) -> Histogram:
    """All of them as one."""
    found = Histogram()
    for it in parts:
        found.merge(it)
    return found


def index_of(us: int) -> int:
    """HDR's index of a time; more than an hour counts as an hour."""
    us = min(us, HOUR_US)
    bucket = us.bit_length() - _WHOLE_BITS
    return us if bucket <= 0 else (bucket << _HALF_BITS) + (us >> bucket)


def lowest_us(index: int) -> int:
    """The least time that has this index."""
    bucket = (index >> _HALF_BITS) - 1
    return index if bucket <= 0 else ((index & (_HALF - 1)) + _HALF) << bucket


def highest_us(index: int) -> int:
    """The greatest time that has this index."""
    bucket = max((index >> _HALF_BITS) - 1, 0)
    return lowest_us(index) + (1 << bucket) - 1


def _wholes(values: object) -> list[int]:
    if not isinstance(values, list) or not all(isinstance(it, int) for it in values):
        raise ValueError("whole numbers were expected")
    return values
