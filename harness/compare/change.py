"""What two sides show of each other: better, worse, or nothing, by a margin fixed beforehand."""

from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """What an interval of a difference shows; it is `same` where all of it is within the margin."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NOT_SHOWN = "not-shown"


@dataclass(frozen=True, slots=True)
class Difference:
    """How much a figure grew, with its bounds; more is `bad` for delays and good for shares.

    Anything within the margin does not matter, which is said before anybody looks.
    """

    grew: float
    low: float
    high: float
    margin: float
    more_is_bad: bool

    @property
    def change(self) -> Change:
        """What is shown: the whole interval lies beyond the margin, or within it."""
        if -self.margin < self.low and self.high < self.margin:
            return Change.SAME
        if self.low > self.margin:
            return Change.WORSE if self.more_is_bad else Change.BETTER
        if self.high < -self.margin:
            return Change.BETTER if self.more_is_bad else Change.WORSE
        return Change.NOT_SHOWN
