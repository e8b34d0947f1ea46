"""Several worlds at once, so that what a search will ask for next is played while it waits.

Each lane is a world of its own: its own browser, its own mock, so that a run in one is not seen,
emptied or kept waiting by a run in another. A lane is opened when somebody needs it.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from harness.race.ahead import Ahead
from harness.race.played import Choose, Played
from harness.racing.outcome import Ended
from harness.racing.world import Recorded, World

# Opens the world of one more lane, by its number, which is 2 for the second.
Opened = Callable[[int], AbstractContextManager[World]]


class Lanes:
    """Plays in the first world, or in one that is free; from any thread. `stack` closes those that
    were opened.
    """

    def __init__(self, first: World, more: Opened, stack: ExitStack) -> None:
        self._free = [first]
        self._more = more
        self._stack = stack
        self._lock, self._opening = threading.Lock(), threading.Lock()
        self._count = 1

    @property
    def count(self) -> int:
        """How many lanes were opened so far."""
        return self._count

    def play(self, choose: Choose) -> Recorded:
        """Plays one order in a lane of its own, as `World.play` does."""
        world = self._take()
        try:
            return world.play(choose)
        finally:
            with self._lock:
                self._free.append(world)

    def _take(self) -> World:
        with self._lock:
            if self._free:
                return self._free.pop()
            self._count += 1
            number = self._count
        with self._opening:
            return self._stack.enter_context(self._more(number))


@contextmanager
def laned(first: World, more: Opened, *, lanes: int) -> Iterator[Callable[[Choose], Recorded]]:
    """What plays an order with so many lanes, for as long as the block lasts."""
    with ExitStack() as stack:
        ahead = Ahead(Lanes(first, more, stack).play, _cut, lanes=lanes)
        try:
            yield ahead.play
        finally:
            ahead.close()


def _cut(played: Played) -> Recorded:
    """An order that was given up half-way: nothing of it is kept."""
    return Recorded(played, Ended((), ()), (), ())
