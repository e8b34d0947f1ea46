"""One process's part in an open run, from its users' signing in to the last load's end.

signing in ─▶ all settled ─▶ "begin in X s" ─▶ arrivals ─▶ the plan's end ─▶ grace ─▶ ended
"""

import time
from collections.abc import Callable

import gevent

from harness.measure.timeline import Timeline
from harness.swarm.arrivals import Arrivals, Clock
from harness.swarm.share import Shares

_LOOKS_S = 0.05


class Shift:
    """It is told when to begin and when to end; `cut_off` ends the users that are still at work.

    `ready` hears how many users have settled whenever one more has, and `ended` that it is over.
    """

    def __init__(
        self,
        arrivals: Arrivals,
        timeline: Timeline,
        clock: Clock,
        *,
        grace_s: float,
        cut_off: Callable[[], None],
        ready: Callable[[int], None],
        ended: Callable[[], None],
    ) -> None:
        self.arrivals = arrivals
        self._timeline = timeline
        self._clock = clock
        self._grace_s = grace_s
        self._cut_off = cut_off
        self._ready = ready
        self._ended = ended
        self._has_begun = False
        self.settled = 0
        self.has_ended = False

    def user_settled(self) -> None:
        """One more user has signed in, or could not."""
        self.settled += 1
        self._ready(self.settled)

    def begin(self, *, in_s: float, me: int, shares: Shares) -> None:
        """Has arrivals come from so much later on; a second word of it changes nothing."""
        if self._has_begun or self.has_ended:
            return
        self._has_begun = True
        self.arrivals.begin(in_s=in_s, me=me, shares=shares)
        gevent.spawn(self._work)
        gevent.spawn(self._watch)

    def spread(self, shares: Shares) -> None:
        """Others are gone; these are the shares now."""
        self.arrivals.spread(shares)

    def end(self) -> None:
        """Ends it now, whatever still goes on."""
        self.arrivals.close()
        self._finish()

    def _work(self) -> None:
        self.arrivals.offer()
        self.arrivals.close()
        until_s = self._clock.now_s() + self._grace_s
        while self.arrivals.busy and self._clock.now_s() < until_s and not self.has_ended:
            self._clock.sleep_s(_LOOKS_S)
        self._finish()

    def _finish(self) -> None:
        if not self.has_ended:
            self.has_ended = True
            self._cut_off()
            self._ended()

    def _watch(self) -> None:
        """Writes down, second by second, how this process fares."""
        self._clock.sleep_s(max(-self.arrivals.at_s(), 0))
        self.arrivals.late_ms = 0.0
        # A worker that comes later knows nothing of the seconds before.
        second = max(int(self.arrivals.at_s()), 0)
        spent_s, began_s = time.process_time(), self._clock.now_s()
        while not self.has_ended:
            due_s = self._clock.now_s() + _LOOKS_S
            self._clock.sleep_s(_LOOKS_S)
            now_s = self._clock.now_s()
            late_ms = (now_s - due_s) * 1_000
            self.arrivals.late_ms = max(self.arrivals.late_ms, late_ms)
            if self.arrivals.at_s() < second + 1:
                continue
            spent = time.process_time() - spent_s
            self._write_down(range(second, int(self.arrivals.at_s())), spent / (now_s - began_s))
            second, spent_s, began_s = int(self.arrivals.at_s()), spent_s + spent, now_s

    def _write_down(self, seconds: range, cpu: float) -> None:
        """How the seconds went that have just passed: more than one where nobody had a turn."""
        late_ms, self.arrivals.late_ms = self.arrivals.late_ms, 0.0
        # Who waits while a user is free only has not had a turn yet.
        waiting = self.arrivals.backlog if self.arrivals.busy >= self.settled else 0
        for second in seconds:
            self._timeline.fare(
                second,
                backlog=waiting,
                busy=self.arrivals.busy,
                cpu=round(cpu, 3),
                late_ms=round(late_ms, 1),
            )
