"""What two addresses show of each other: the same loads on both, one beside the other."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of one group: `success` is a share, a percentile's name is in ms. `change` is
    `better`, `worse`, `same` or `not-shown`, by whether the interval from `low` to `high` of how
    much it `grew` lies beyond the margin, or within it.
    """

    group: str
    figure: str
    before: float
    after: float
    samples: tuple[int, int]
    grew: float
    low: float
    high: float
    margin: float
    change: str


@dataclass(frozen=True, slots=True)
class ColdHit:
    """The first load of a group on each side, kept apart: its ms, or why it was not ready."""

    group: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two addresses side by side. `pairs` were played on both beside the cold one; of `unseen`
    loads nobody knows what became. `told` says in sentences what so many loads can show, and what
    ended it early; `margins` were fixed beforehand.
    """

    before: str
    after: str
    pairs: int
    rows: tuple[Compared, ...]
    cold: tuple[ColdHit, ...] = ()
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    unseen: int = 0
    margins: Mapping[str, float] = field(default_factory=dict)

    @property
    def lacking(self) -> str:
        """Why it cannot say that nothing is worse, in a sentence; '' where it can."""
        if alone := [*self.only_before, *self.only_after]:
            return f"Only one side has {'; '.join(alone)}: of that nothing is shown."
        if self.unseen:
            return f"Of {self.unseen} loads nobody knows what became of them."
        return ""
