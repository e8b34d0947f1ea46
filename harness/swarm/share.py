"""Which worker takes which arrivals, without a word about each of them.

Arrivals are numbered from 0, and every worker knows all of their moments. Of W workers the k-th
takes number n where n mod W is k. Where a worker is gone, its numbers from a later one on go to
those that are left, in turn; the numbers of all others stay theirs, so that nobody who hears of it
late takes what another has taken already. Who comes later takes, from a number ahead on, what falls
to them of all others' numbers by a hash, so that it is as much of everybody's; the others have to
hear of it before that number.
"""

from dataclasses import dataclass
from typing import Any

NOBODY = -1
_WHOLE = 1 << 32
# MurmurHash3's finalizer (Austin Appleby, public domain), and 2**32 by the golden ratio.
_FIRST, _SECOND, _GOLDEN = 0x85EBCA6B, 0xC2B2AE35, 0x9E3779B1


@dataclass(frozen=True, slots=True)
class Gone:
    """A worker that takes nothing from number `since` on, and who does in its place."""

    worker: int
    since: int
    heirs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Come:
    """A worker that takes one in `among` of all numbers from `since` on."""

    worker: int
    since: int
    among: int


@dataclass(frozen=True, slots=True)
class Shares:
    """Who takes what; workers are counted from 0, and `changes` are in the order in which they
    were told: each since a number that is no less than the one before.
    """

    workers: int = 1
    changes: tuple[Gone | Come, ...] = ()

    @property
    def left(self) -> tuple[int, ...]:
        """The workers that are not gone."""
        gone = {it.worker for it in self.changes if isinstance(it, Gone)}
        return tuple(it for it in range(self.known) if it not in gone)

    @property
    def known(self) -> int:
        """How many workers there have been so far."""
        return self.workers + sum(isinstance(it, Come) for it in self.changes)

    def owner(self, number: int) -> int:
        """Who takes this arrival; NOBODY where nobody is left."""
        turn, owner = divmod(number, self.workers)
        for it in self.changes:
            if number < it.since:
                continue
            match it:
                case Come():
                    owner = it.worker if _falls_to(it, number) else owner
                case Gone() if it.worker == owner:
                    owner = it.heirs[turn % len(it.heirs)] if it.heirs else NOBODY
        return owner

    def without(self, worker: int, since: int) -> "Shares":
        """The same with this worker gone from that number on."""
        heirs = tuple(it for it in self.left if it != worker)
        return Shares(self.workers, (*self.changes, Gone(worker, since, heirs)))

    def joined(self, since: int) -> "Shares":
        """The same with one more worker, the last by its number, from that number on."""
        come = Come(self.known, since, len(self.left) + 1)
        return Shares(self.workers, (*self.changes, come))

    def count(self, worker: int, below: int) -> int:
        """How many arrivals with lower numbers are this worker's."""
        if not self.changes:
            return len(range(worker, below, self.workers))
        return sum(self.owner(it) == worker for it in range(below))

    def plain(self) -> list[object]:
        """All of it as plain data, for another process."""
        return [self.workers, [_plain(it) for it in self.changes]]


def of_plain(plain: list[object]) -> Shares:
    """What `plain` gave."""
    workers, changes = plain
    assert isinstance(workers, int)
    assert isinstance(changes, list)
    return Shares(workers, tuple(map(_of_plain, changes)))


def _plain(it: Gone | Come) -> list[object]:
    return [it.worker, it.since, list(it.heirs) if isinstance(it, Gone) else it.among]


def _of_plain(plain: list[Any]) -> Gone | Come:
    worker, since, rest = plain
    return Gone(worker, since, tuple(rest)) if isinstance(rest, list) else Come(worker, since, rest)


def _falls_to(come: Come, number: int) -> bool:
    mixed = (number + come.worker * _GOLDEN) % _WHOLE
    mixed = (mixed ^ mixed >> 16) * _FIRST % _WHOLE
    mixed = (mixed ^ mixed >> 13) * _SECOND % _WHOLE
    return (mixed ^ mixed >> 16) * come.among < _WHOLE
