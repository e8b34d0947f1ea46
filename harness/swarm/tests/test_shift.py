import gevent
import pytest

from harness.measure.book import Book
from harness.measure.timeline import Timeline
from harness.pace.plan import Plan
from harness.pace.rate import constant
from harness.swarm.arrivals import Arrivals, Fate
from harness.swarm.share import Shares
from harness.swarm.shift import Shift
from harness.swarm.tests.clock import VirtualClock


class Stage:
    """A shift of one user who takes `works_s` for a load, for two arrivals."""

    def __init__(self, *, works_s: float, grace_s: float = 5) -> None:
        self.clock = VirtualClock()
        self.book, self.timeline = Book(), Timeline()
        plan = Plan("test", constant(2, 1))
        arrivals = Arrivals(plan, self.book, self.timeline, self.clock)
        self.told: list[object] = []
        self.shift = Shift(
            arrivals,
            self.timeline,
            self.clock,
            grace_s=grace_s,
            cut_off=self._cut_off,
            ready=self.told.append,
            ended=lambda: self.told.append("ended"),
        )
        self.works_s = works_s
        self.user = gevent.spawn(self._use)

    def begin(self) -> None:
        self.shift.begin(in_s=1, me=0, shares=Shares())

    def _use(self) -> None:
        while (arrival := self.shift.arrivals.take()) is not None:
            fate = Fate.CUT_OFF
            try:
                self.clock.sleep_s(self.works_s)
                fate = Fate.DONE
            finally:
                self.shift.arrivals.settle(arrival, fate)

    def _cut_off(self) -> None:
        self.user.kill()


@pytest.mark.parametrize(
    ("works_s", "done", "cut_off", "not_begun"),
    [(0.1, 2, 0, 0), (1.1, 1, 0, 1), (3, 1, 0, 1), (9, 0, 1, 1)],
)
def test_what_has_begun_is_given_its_grace(
    works_s: float, done: int, cut_off: int, not_begun: int
) -> None:
    stage = Stage(works_s=works_s)
    stage.begin()

    stage.clock.pass_by(8)

    ledger = stage.book.ledger
    assert stage.shift.has_ended
    assert (ledger.done, ledger.cut_off, ledger.not_begun) == (done, cut_off, not_begun)
    assert ledger.accounted == ledger.offered == 2


def test_it_may_be_ended_in_the_middle() -> None:
    stage = Stage(works_s=9)
    stage.begin()
    stage.clock.pass_by(1.2)

    stage.shift.end()
    stage.clock.pass_by(1)

    ledger = stage.book.ledger
    assert stage.shift.has_ended
    assert (ledger.offered, ledger.cut_off) == (1, 1)


def test_a_shift_that_never_began_can_be_ended() -> None:
    stage = Stage(works_s=1)

    stage.shift.end()
    stage.begin()
    stage.clock.pass_by(5)

    assert stage.book.ledger.offered == 0
    assert stage.told == ["ended"]


def test_it_tells_how_many_users_are_ready_and_that_it_is_over() -> None:
    stage = Stage(works_s=0.1)
    stage.shift.user_settled()
    stage.shift.user_settled()

    stage.begin()
    stage.clock.pass_by(9)

    assert stage.told == [1, 2, "ended"]


def test_it_writes_down_how_it_fared() -> None:
    stage = Stage(works_s=0.7)
    stage.begin()

    stage.clock.pass_by(9)

    first = stage.timeline.whole()[0]
    assert (first.offered, first.begun, first.done) == (2, 2, 1)
    assert (first.busy, first.backlog) == (1, 0)
    assert first.late_ms == 0


def test_a_loop_that_comes_too_late_is_written_down() -> None:
    stage = Stage(works_s=0.1)
    stage.begin()
    stage.clock.pass_by(1.2)

    stage.clock.block(2.4)
    stage.clock.pass_by(3)

    assert all(it.late_ms >= 2_300 for it in stage.timeline.whole()[:2])
