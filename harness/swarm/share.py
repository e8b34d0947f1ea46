"""Which worker takes which arrivals, without a word about each of them.

Arrivals are numbered from 0, and every worker knows all of their moments. Of W workers the k-th
takes number n where n mod W is k. Where a worker is gone, its numbers from a later one on go to
those that are left, in turn; the numbers of all others stay theirs, so that nobody who hears of it
late takes what another has taken already.
"""

from dataclasses import dataclass

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Gone:
    """A worker that takes nothing from number `since` on, and who does in its place."""

    worker: int
    since: int
    heirs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """Who takes what; workers are counted from 0, and `gone` is in the order of their ends."""

    workers: int = 1
    gone: tuple[Gone, ...] = ()

    @property
    def left(self) -> tuple[int, ...]:
        """The workers that are not gone."""
        gone = {it.worker for it in self.gone}
        return tuple(it for it in range(self.workers) if it not in gone)

    def owner(self, number: int) -> int:
        """Who takes this arrival; NOBODY where nobody is left."""
        turn, owner = divmod(number, self.workers)
        for it in self.gone:
            if it.worker == owner and number >= it.since:
                owner = it.heirs[turn % len(it.heirs)] if it.heirs else NOBODY
        return owner

    def without(self, worker: int, since: int) -> "Shares":
        """The same with this worker gone from that number on."""
        heirs = tuple(it for it in self.left if it != worker)
        return Shares(self.workers, (*self.gone, Gone(worker, since, heirs)))

    def count(self, worker: int, below: int) -> int:
        """How many arrivals with lower numbers are this worker's."""
        if not self.gone:
            return len(range(worker, below, self.workers))
        return sum(self.owner(it) == worker for it in range(below))

    def plain(self) -> list[object]:
        """All of it as plain data, for another process."""
        return [self.workers, [[it.worker, it.since, list(it.heirs)] for it in self.gone]]


def of_plain(plain: list[object]) -> Shares:
    """What `plain` gave."""
    workers, gone = plain
    assert isinstance(workers, int)
    assert isinstance(gone, list)
    return Shares(workers, tuple(Gone(it, since, tuple(heirs)) for it, since, heirs in gone))
