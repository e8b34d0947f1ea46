"""Whose turn it is: the same loads on both sides, one beside the other.

    pair 0 (cold)   A org, B org, A admin, B admin        the first hits, kept apart
    pair 1          B org, A org, B admin, A admin
    pair 2          A org, B org, …

Whatever changes meanwhile (the hour, the network, this machine) meets both sides alike, and neither
is always the one that goes first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """Which of two addresses: the one that is the measure, or the one that is compared with it."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Turn:
    """One start by one starter on one side; `pair` 0 is the first, which is cold."""

    pair: int
    starter: str
    side: Side

    @property
    def is_cold(self) -> bool:
        """Whether nobody is known to have been there before."""
        return self.pair == 0


def turns(starters: Sequence[str], pairs: int) -> Iterator[Turn]:
    """The cold pair, then so many more."""
    for pair in range(pairs + 1):
        order = (Side.BEFORE, Side.AFTER) if pair % 2 == 0 else (Side.AFTER, Side.BEFORE)
        for starter in starters:
            for side in order:
                yield Turn(pair, starter, side)
