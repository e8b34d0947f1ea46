"""The timeline of a run as columns of a picture: seconds, or several seconds together."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from harness.measure.timeline import Second

MOST = 180


@dataclass(frozen=True, slots=True)
class Column:
    """So many seconds from `begins_s`. Numbers of arrivals and loads are sums; `backlog`, `busy`,
    `cpu` and `late_ms` the worst of them.
    """

    begins_s: int
    lasts_s: int
    offered: int
    begun: int
    done: int
    failed: int
    backlog: int
    busy: int
    cpu: float
    late_ms: float
    heat: Mapping[str, Mapping[int, int]]

    def per_s(self, count: int) -> float:
        """The number as a rate."""
        return count / self.lasts_s


def columns(seconds: Sequence[Second], most: int = MOST) -> list[Column]:
    """The seconds in at most so many columns, equally wide but for the last."""
    width = max(1, math.ceil(len(seconds) / most))
    parts = range(0, len(seconds), width)
    return [_column(begins, seconds[begins : begins + width]) for begins in parts]


def _column(begins_s: int, seconds: Sequence[Second]) -> Column:
    heat: dict[str, Counter[int]] = {}
    for it in seconds:
        for layer, ended in it.ended.items():
            heat.setdefault(layer, Counter()).update(ended.heat)
    return Column(
        begins_s,
        len(seconds),
        offered=sum(it.offered for it in seconds),
        begun=sum(it.begun for it in seconds),
        done=sum(it.done for it in seconds),
        failed=sum(ended.failed for it in seconds for ended in it.ended.values()),
        backlog=max(it.backlog for it in seconds),
        busy=max(it.busy for it in seconds),
        cpu=max(it.cpu for it in seconds),
        late_ms=max(it.late_ms for it in seconds),
        heat=heat,
    )
