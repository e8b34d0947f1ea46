"""The open model by hand, in time that stands still."""

from collections.abc import Callable

import gevent
import pytest

from harness.measure.book import Book
from harness.measure.histogram import Histogram
from harness.measure.timeline import Timeline
from harness.pace.plan import Plan
from harness.pace.rate import constant
from harness.pace.step import rising
from harness.swarm.arrivals import Arrival, Arrivals, Fate
from harness.swarm.share import Shares
from harness.swarm.tests.clock import VirtualClock


class Stage:
    """Arrivals with so many users, each of whom takes `works_s` for a load."""

    def __init__(
        self, plan: Plan, *, users: int = 1, works_s: float | Callable[[float], float] = 0.0
    ) -> None:
        self.clock = VirtualClock()
        self.book, self.timeline = Book(), Timeline()
        self.arrivals = Arrivals(plan, self.book, self.timeline, self.clock)
        self.begun: list[tuple[int, float]] = []
        self.responses = Histogram()
        self.works_s = works_s
        self.users = [gevent.spawn(self._use) for _ in range(users)]

    def begin(self, me: int = 0, shares: Shares | None = None) -> None:
        self.arrivals.begin(in_s=1, me=me, shares=shares or Shares())
        self.offering = gevent.spawn(self.arrivals.offer)

    def _use(self) -> None:
        while (arrival := self.arrivals.take()) is not None:
            at_s = self.clock.now_s() - self.arrivals.begins_s
            self.begun.append((arrival.number, round(at_s, 6)))
            fate = Fate.CUT_OFF
            try:
                if callable(self.works_s):
                    self.clock.sleep_s(self.works_s(at_s))
                elif self.works_s:
                    self.clock.sleep_s(self.works_s)
                self.responses.add(round((self.clock.now_s() - arrival.due_s) * 1e6))
                fate = Fate.DONE
            finally:
                self.arrivals.settle(arrival, fate)


def plan(per_s: float = 4, lasts_s: float = 2) -> Plan:
    return Plan("test", constant(per_s, lasts_s))


def test_arrivals_begin_at_their_moments() -> None:
    stage = Stage(plan())
    stage.begin()

    stage.clock.pass_by(9)

    assert stage.begun == [(it, it / 4) for it in range(8)]
    assert stage.book.ledger.plain() == {
        **dict.fromkeys(stage.book.ledger.plain(), 0),
        "offered": 8,
        "done": 8,
    }


def test_nothing_comes_before_the_beginning() -> None:
    stage = Stage(plan())

    stage.begin()
    stage.clock.pass_by(0.99)

    assert stage.begun == []
    assert stage.arrivals.at_s() == pytest.approx(-0.01)


def test_who_finds_nobody_free_waits_and_the_moment_stays() -> None:
    stage = Stage(plan(), works_s=1)
    stage.begin()

    stage.clock.pass_by(1 + 1.9)

    assert stage.begun == [(0, 0), (1, 1)]
    assert stage.arrivals.backlog == 6
    assert [it.begun for it in stage.timeline.whole()] == [1, 1]
    assert [it.offered for it in stage.timeline.whole()] == [4, 4]


def test_what_nobody_began_before_the_end_is_counted() -> None:
    stage = Stage(plan(), works_s=1)
    stage.begin()
    stage.clock.pass_by(1 + 2.5)

    stage.arrivals.close()
    stage.clock.pass_by(5)

    ledger = stage.book.ledger
    assert (ledger.offered, ledger.done, ledger.not_begun) == (8, 3, 5)
    assert ledger.accounted == ledger.offered
    assert stage.book.settled == {0: 8}
    assert all(it.dead for it in stage.users)


def test_what_the_end_cuts_off_is_counted() -> None:
    stage = Stage(plan(), users=8, works_s=100)
    stage.begin()
    stage.clock.pass_by(4)

    stage.arrivals.close()
    gevent.killall(stage.users)

    ledger = stage.book.ledger
    assert (ledger.offered, ledger.cut_off, stage.arrivals.busy) == (8, 8, 0)


def test_an_end_in_the_middle_offers_no_more() -> None:
    stage = Stage(plan(lasts_s=1_000))
    stage.begin()
    stage.clock.pass_by(2)

    stage.arrivals.close()
    stage.clock.pass_by(1)

    assert stage.offering.dead
    assert stage.book.ledger.offered == stage.book.ledger.done == 5


def test_each_process_takes_its_own_share() -> None:
    stages = [Stage(plan()) for _ in range(3)]
    for me, stage in enumerate(stages):
        stage.begin(me, Shares(3))
        stage.clock.pass_by(9)

    numbers = [[number for number, _ in stage.begun] for stage in stages]

    assert numbers == [[0, 3, 6], [1, 4, 7], [2, 5]]


def test_the_share_of_one_that_is_gone_is_taken_over_with_its_moments() -> None:
    stage = Stage(plan(lasts_s=3))
    shares = Shares(2)
    stage.begin(0, shares)
    stage.clock.pass_by(1 + 1.6)  # number 6 has come

    stage.arrivals.spread(shares.without(1, 3))
    stage.clock.pass_by(9)

    assert sorted(number for number, _ in stage.begun) == [0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    late = {number: at_s for number, at_s in stage.begun if number in (3, 5)}
    assert late == {3: 1.6, 5: 1.6}
    assert stage.timeline.whole()[0].offered == 3


def test_the_time_of_waiting_counts_from_the_moment() -> None:
    stage = Stage(plan(lasts_s=1))
    stage.users[0].kill()
    stage.begin()
    stage.clock.pass_by(1 + 0.9)

    taken = stage.arrivals.take()

    assert taken == Arrival(0, stage.arrivals.begins_s, 0)
    assert stage.clock.now_s() - taken.due_s == pytest.approx(0.9)


def test_arrivals_know_their_step() -> None:
    steps = Plan("steps", rising(1, 2, factor=2, each_s=2, rest_s=1), stepped=True)
    stage = Stage(steps)
    stage.begin()

    stage.clock.pass_by(20)

    assert stage.book.settled == {0: 2, 1: 4}


@pytest.mark.parametrize("users", [600, 20])
def test_a_stall_is_told_truly(users: int) -> None:
    """200 visitors a second for ten seconds, of which nothing is answered from the fourth to the
    sixth. Who comes in the stall waits for its end: of 2,000 the 20 slowest are those of its first
    tenth of a second, so that p99 is 1,900 ms, whether they wait in a request or for a user.
    """

    def answered(at_s: float) -> float:
        return max(6.0 - at_s, 0.005) if at_s >= 4 else 0.005

    stage = Stage(plan(200, 10), users=users, works_s=answered)
    stage.begin()

    stage.clock.pass_by(15)

    assert stage.responses.count == 2_000
    assert stage.responses.percentile_ms(99) == pytest.approx(1_900, rel=0.05)
    assert stage.responses.percentile_ms(75) == pytest.approx(5, rel=0.01)
