"""Two runs side by side: each group's share of success and its times, with what they show.

The level holds for all rows together: with n rows each interval is as wide as a level of
1 - 0.05 / n wants (Bonferroni), so that of twenty comparisons of two equal sides one shows
anything.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from harness.compare.change import Difference
from harness.compare.delay import grown_by
from harness.compare.percentile import percentile, samples_for
from harness.compare.share import newcombe

LEVEL = 0.95
SHARES = {"p50": 50.0, "p95": 95.0, "p99": 99.0}


@dataclass(frozen=True, slots=True)
class Side:
    """One group of a run's loads; `times_ms` are those of the ready ones, sorted."""

    ready: int
    count: int
    times_ms: Sequence[float]


@dataclass(frozen=True, slots=True)
class Margins:
    """What does not matter: a share that changed by `share`, a time by `time_ms` or by `time` of
    what it was, whichever is more. They are fixed before anybody looks.
    """

    share: float = 0.005
    time: float = 0.1
    time_ms: float = 5.0


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of one group on both sides; `figure` is success, or a percentile's name."""

    group: str
    figure: str
    before: float
    after: float
    samples: tuple[int, int]
    difference: Difference


def rows(
    before: Mapping[str, Side], after: Mapping[str, Side], margins: Margins, *, seed: int = 0
) -> list[Row]:
    """What both sides have in common, group by group; percentiles where enough lies beyond them."""
    both = [name for name in before if name in after]
    asked = [(name, figure) for name in both for figure in _figures(before[name], after[name])]
    level = 1 - (1 - LEVEL) / max(1, len(asked))
    return [
        _row(name, figure, before[name], after[name], margins, level=level, seed=seed)
        for name, figure in asked
    ]


def only_in(one: Mapping[str, Side], other: Mapping[str, Side]) -> list[str]:
    """The groups that only this side has: nothing is shown of them."""
    return [name for name in one if name not in other]


def _figures(before: Side, after: Side) -> Iterator[str]:
    if before.count and after.count:
        yield "success"
    fewest = min(len(before.times_ms), len(after.times_ms))
    for name, share in SHARES.items():
        if fewest >= samples_for(share):
            yield name


def _row(
    group: str, figure: str, old: Side, new: Side, margins: Margins, *, level: float, seed: int
) -> Row:
    if figure == "success":
        was, became = old.ready / old.count, new.ready / new.count
        z = NormalDist().inv_cdf((1 + level) / 2)
        low, high = newcombe((old.ready, old.count), (new.ready, new.count), z=z)
        found = Difference(became - was, low, high, margins.share, more_is_bad=False)
        return Row(group, figure, was, became, (old.count, new.count), found)
    share = SHARES[figure]
    was, became = percentile(old.times_ms, share), percentile(new.times_ms, share)
    low, high = grown_by(old.times_ms, new.times_ms, share, level=level, seed=seed)
    margin = max(margins.time_ms, margins.time * was)
    found = Difference(became - was, low, high, margin, more_is_bad=True)
    return Row(group, figure, was, became, (len(old.times_ms), len(new.times_ms)), found)
