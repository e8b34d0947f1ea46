"""The open model: visitors come at their moments, whatever became of those before.

    moments ─▶ this worker's share ─▶ offered ─▶ a queue ─▶ a free user takes it ─▶ settled

The response time of a load counts from its moment, so that waiting in the queue is in it. What
nobody could begin before the end is counted, and so is what the end cut off.
"""

from enum import StrEnum
from itertools import islice
from typing import NamedTuple, Protocol

from gevent.queue import SimpleQueue

from harness.measure.book import Book
from harness.measure.timeline import Timeline
from harness.pace.plan import Plan
from harness.pace.step import step_at
from harness.swarm.share import Shares

# So often somebody who waits for the next moment looks whether there still is one to wait for.
_LOOKS_S = 0.25
# What comes at the very end is still given to a user that is free.
_LAST_S = 0.02


class Clock(Protocol):
    """Monotonic time in seconds; whoever sleeps lets others go on."""

    def now_s(self) -> float:
        """The time."""

    def sleep_s(self, seconds: float) -> None:
        """Returns so much later."""


class Fate(StrEnum):
    """What became of an arrival that a user has taken."""

    DONE = "done"
    FAILED = "failed"
    NOT_STARTED = "not_started"
    CUT_OFF = "cut_off"


class Arrival(NamedTuple):
    """One visitor: their number, and when they were meant to come, on this process's clock."""

    number: int
    due_s: float
    step: int


class Arrivals:
    """The arrivals of one process in one run; it has no time of its own before `begin`."""

    def __init__(self, plan: Plan, book: Book, timeline: Timeline, clock: Clock) -> None:
        self._plan = plan
        self._steps = plan.steps
        self._book = book
        self._timeline = timeline
        self._clock = clock
        self._queue: SimpleQueue[Arrival | None] = SimpleQueue()
        self._shares = Shares()
        self._me = 0
        self._reached = -1
        self.begins_s = float("inf")
        self.busy = 0
        self.late_ms = 0.0
        self.is_closed = False

    @property
    def backlog(self) -> int:
        """How many wait for a free user."""
        return 0 if self.is_closed else int(self._queue.qsize())

    def at_s(self) -> float:
        """The time since the beginning, negative before it."""
        return self._clock.now_s() - self.begins_s

    def begin(self, *, in_s: float, me: int, shares: Shares) -> None:
        """The run begins so much later, and this process has that share."""
        self._me, self._shares = me, shares
        self.begins_s = self._clock.now_s() + in_s

    def offer(self) -> None:
        """Offers each arrival of this process at its moment; returns at the end of the plan, or
        soon after `close`.
        """
        for number, moment in enumerate(self._plan.rate.moments(self._plan.chance)):
            self._reached = number
            if self._shares.owner(number) != self._me:
                continue
            if not self._is_due(moment):
                return
            self._put(number, moment)
        if self._is_due(self._plan.rate.lasts_s):
            self._clock.sleep_s(_LAST_S)

    def take(self) -> Arrival | None:
        """The next arrival, once there is one; None when there will be none."""
        arrival: Arrival | None = self._queue.get()
        if arrival is None:
            self._queue.put(None)  # whoever else waits is told as well
            return None
        self.busy += 1
        self._timeline.at(self.at_s()).begun += 1
        return arrival

    def settle(self, arrival: Arrival, fate: Fate) -> None:
        """What became of an arrival that was taken; to be told once for each."""
        self.busy -= 1
        self._book.settle(arrival.step)
        self._book.ledger.count(fate.value)
        if fate is Fate.DONE:
            self._timeline.at(self.at_s()).done += 1

    def spread(self, shares: Shares) -> None:
        """From now on these are the shares; what became this process's and is overdue already is
        offered at once, with the moment that it was meant for.
        """
        before, self._shares = self._shares, shares
        since = shares.changes[-1].since
        if since > self._reached or self.is_closed:
            return
        passed = islice(self._plan.rate.moments(self._plan.chance), self._reached + 1)
        for number, moment in enumerate(passed):
            if number >= since and shares.owner(number) == self._me != before.owner(number):
                self._put(number, moment)

    def close(self) -> None:
        """Ends it: what still waits was not begun, and who asks for more is sent away."""
        if self.is_closed:
            return
        self.is_closed = True
        while not self._queue.empty():
            self._book.settle(self._queue.get().step)
            self._book.ledger.not_begun += 1
        self._queue.put(None)

    def _is_due(self, moment: float) -> bool:
        """Whether that moment has come, after waiting for it; False where all ends before."""
        due_s = self.begins_s + moment
        while not self.is_closed:
            left_s = due_s - self._clock.now_s()
            if left_s <= 0:
                self.late_ms = max(self.late_ms, -left_s * 1_000)
                return True
            self._clock.sleep_s(min(left_s, _LOOKS_S))
        return False

    def _put(self, number: int, moment: float) -> None:
        step = step_at(self._steps, moment)
        self._book.offer(step)
        self._timeline.at(moment).offered += 1
        self._queue.put(Arrival(number, self.begins_s + moment, step))
