"""Time that passes only where somebody sleeps, and then at once."""

import heapq
from itertools import count

import gevent
from gevent.event import Event


class VirtualClock:
    """Sleepers wake in the order of their moments, when nobody else has anything to do."""

    def __init__(self) -> None:
        self._now_s = 100.0
        self._sleepers: list[tuple[float, int, Event]] = []
        self._numbers = count()

    def now_s(self) -> float:
        return self._now_s

    def sleep_s(self, seconds: float) -> None:
        woken = Event()
        heapq.heappush(self._sleepers, (self._now_s + seconds, next(self._numbers), woken))
        woken.wait()

    def pass_by(self, seconds: float) -> None:
        """Lets so much time pass, with everything that falls into it."""
        until_s = self._now_s + seconds
        self._rest()
        while self._sleepers and self._sleepers[0][0] <= until_s:
            moment, _, woken = heapq.heappop(self._sleepers)
            self._now_s = max(self._now_s, moment)
            woken.set()
            self._rest()
        self._now_s = max(self._now_s, until_s)

    def block(self, seconds: float) -> None:
        """Lets time pass in which nobody has a turn."""
        self._now_s += seconds

    def _rest(self) -> None:
        for _ in range(5):
            gevent.sleep(0)
