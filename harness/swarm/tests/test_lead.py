"""Who leads a run, with members that are played by hand in time that stands still."""

from collections.abc import Callable

import gevent
import pytest

from harness.measure.book import Book
from harness.measure.ledger import Ledger
from harness.measure.timeline import Timeline
from harness.pace.plan import Plan
from harness.pace.rate import constant
from harness.swarm.arrivals import Arrivals
from harness.swarm.lead import Lead
from harness.swarm.share import Shares
from harness.swarm.tests.clock import VirtualClock

PLAN = Plan("test", constant(10, 20), grace_s=5)


class Troupe:
    """A crew whose members do nothing by themselves."""

    def __init__(self, *names: str) -> None:
        self.there = list(names)
        self.begun: dict[str, tuple[float, int, Shares]] = {}
        self.spreads: dict[str, Shares] = {}
        self.ends: list[str] = []

    def members(self) -> tuple[str, ...]:
        return tuple(self.there)

    def begin(self, member: str, *, in_s: float, me: int, shares: Shares) -> None:
        self.begun[member] = (in_s, me, shares)

    def spread(self, member: str, shares: Shares) -> None:
        self.spreads[member] = shares

    def end(self, member: str) -> None:
        self.ends.append(member)


class Play:
    """A lead with a crew of three, two users each."""

    def __init__(self, reason: Callable[[float], str] = lambda _: "") -> None:
        self.clock = VirtualClock()
        self.crew = Troupe("a", "b", "c")
        self.looks = 0
        self.lead = Lead(PLAN, self.crew, self.clock, users=6, reason=reason, tell=self._tell)
        self.running = gevent.spawn(self.lead.run)

    def begin(self) -> None:
        for it in self.crew.there:
            self.lead.settled(it, 2)
        self.clock.pass_by(1.2)

    def tell(self, member: str, offered: int, **told: int) -> bool:
        return self.lead.heard(member, Ledger(offered=offered, **told).plain())

    def _tell(self) -> None:
        self.looks += 1


def test_it_begins_when_all_users_are_ready() -> None:
    play = Play()
    play.lead.settled("a", 2)
    play.lead.settled("b", 2)
    play.lead.settled("c", 1)
    play.clock.pass_by(5)
    assert play.crew.begun == {}

    play.lead.settled("c", 2)
    play.clock.pass_by(0.1)

    assert play.crew.begun == {it: (1, at, Shares(3)) for at, it in enumerate("abc")}


def test_it_does_not_wait_for_ever_for_those_who_cannot_sign_in() -> None:
    play = Play()

    play.clock.pass_by(70)

    assert set(play.crew.begun) == {"a", "b", "c"}


def test_it_is_over_when_all_have_ended() -> None:
    play = Play()
    play.begin()
    play.clock.pass_by(21)
    for it in "abc":
        play.tell(it, 1, done=1)
        play.lead.ended(it)

    play.clock.pass_by(1)

    assert play.running.dead
    assert play.lead.is_over
    assert (play.lead.at_s(), play.lead.why) == (20, "")
    assert play.lead.lost == Ledger()


def test_the_share_of_one_that_is_gone_is_spread_from_a_later_number_on() -> None:
    play = Play()
    play.begin()
    play.clock.pass_by(4.9)
    play.tell("b", 15, done=14)

    play.crew.there.remove("b")
    play.clock.pass_by(0.3)

    (since,) = play.lead.gone.values()
    assert 68 <= since <= 75
    assert play.crew.spreads == {it: Shares(3).without(1, since) for it in "ac"}
    assert play.crew.ends == ["b"]


def test_what_was_lost_in_between_is_counted() -> None:
    play = Play()
    play.begin()
    play.tell("b", 15, done=13, failed=1)
    play.crew.there.remove("b")
    play.clock.pass_by(22)
    for it in "ac":
        play.lead.ended(it)

    play.clock.pass_by(1)

    owned = Shares(3).count(1, play.lead.gone["b"])
    assert play.lead.lost == Ledger(offered=owned - 15, lost=owned - 14)


def test_who_is_taken_for_gone_is_heard_no_more() -> None:
    play = Play()
    play.begin()
    play.crew.there.remove("b")
    play.clock.pass_by(1)

    assert not play.tell("b", 5, done=5)
    assert play.tell("a", 5, done=5)


def test_who_never_tells_its_end_is_gone_with_what_it_has_not_told() -> None:
    play = Play()
    play.begin()
    play.tell("a", 67, done=66)
    for it in "bc":
        play.lead.ended(it)

    play.clock.pass_by(60)

    assert play.lead.is_over
    assert play.lead.gone == {"a": 200}
    assert play.lead.lost == Ledger(offered=0, lost=1)


def test_who_comes_too_late_has_no_share_and_is_not_waited_for() -> None:
    play = Play()
    play.begin()

    play.lead.settled("d", 2)
    play.lead.ended("d")

    assert list(play.lead.members) == ["a", "b", "c"]
    assert not play.tell("d", 5, done=5)


def test_a_reason_ends_it_before_its_time() -> None:
    play = Play(lambda at_s: "too slow" if at_s > 5 else "")
    play.begin()

    play.clock.pass_by(6)

    assert play.lead.why == "too slow"
    assert sorted(play.crew.ends) == ["a", "b", "c"]
    assert play.lead.at_s() == pytest.approx(5.25, abs=0.26)


def test_what_would_have_come_after_the_end_is_not_lost() -> None:
    play = Play(lambda at_s: "enough" if at_s > 5 else "")
    play.begin()
    play.clock.pass_by(4.5)
    play.crew.there.remove("b")
    play.clock.pass_by(2)
    for it in "ac":
        play.lead.ended(it)
    play.clock.pass_by(1)

    assert play.lead.gone["b"] > 60
    assert play.lead.lost.lost == Shares(3).count(1, round(play.lead.at_s() * 10 + 0.5))


def test_a_person_may_end_it_and_waits_for_the_last_words() -> None:
    play = Play()
    play.begin()
    ending = gevent.spawn(play.lead.end, "interrupted")
    play.clock.pass_by(1)
    assert not ending.dead

    for it in "abc":
        play.lead.ended(it)
    play.clock.pass_by(1)

    assert ending.dead
    assert (play.lead.is_over, play.lead.why) == (True, "interrupted")


def test_who_comes_later_has_a_share_from_a_number_ahead_on() -> None:
    play = Play()
    play.begin()
    play.clock.pass_by(2.8)

    play.crew.there.append("d")
    play.lead.settled("d", 1)
    play.clock.pass_by(0.5)
    assert "d" not in play.crew.begun  # more of its users may be on their way
    play.clock.pass_by(1)

    in_s, me, shares = play.crew.begun["d"]
    (come,) = shares.changes
    assert (me, come.worker) == (3, 3)
    assert 50 <= come.since <= 75
    assert in_s == pytest.approx(-play.lead.at_s(), abs=0.5)
    assert play.crew.spreads == dict.fromkeys("abc", shares)


def test_what_who_came_later_has_done_counts_and_what_they_lose_too() -> None:
    play = Play()
    play.begin()
    play.crew.there.append("d")
    play.lead.settled("d", 1)
    play.clock.pass_by(5)
    assert play.tell("d", 3, done=3)

    play.crew.there.remove("d")
    play.clock.pass_by(25)
    for it in "abc":
        play.lead.ended(it)
    play.clock.pass_by(20)

    owned = play.lead.shares.count(3, play.lead.gone["d"])
    assert owned > 3
    assert play.lead.lost == Ledger(offered=owned - 3, lost=owned - 3)


def test_who_comes_and_has_nobody_ready_gets_nothing() -> None:
    play = Play()
    play.begin()

    play.crew.there.append("d")
    play.clock.pass_by(10)

    assert "d" not in play.crew.begun


class Hands(Troupe):
    """A crew whose members offer and take their arrivals as a worker's process does."""

    def __init__(self, clock: VirtualClock, *names: str) -> None:
        super().__init__(*names)
        self._clock = clock
        self.arrivals: dict[str, Arrivals] = {}
        self.taken: dict[str, list[int]] = {}

    def begin(self, member: str, *, in_s: float, me: int, shares: Shares) -> None:
        it = self.arrivals[member] = Arrivals(PLAN, Book(), Timeline(), self._clock)
        self.taken[member] = []
        it.begin(in_s=in_s, me=me, shares=shares)
        gevent.spawn(it.offer)
        gevent.spawn(self._take, member)

    def spread(self, member: str, shares: Shares) -> None:
        self.arrivals[member].spread(shares)

    def _take(self, member: str) -> None:
        while (it := self.arrivals[member].take()) is not None:
            self.taken[member].append(it.number)


def test_each_arrival_is_one_workers_though_somebody_comes_in_the_middle() -> None:
    clock = VirtualClock()
    crew = Hands(clock, "a", "b")
    lead = Lead(PLAN, crew, clock, users=2, reason=lambda _: "", tell=lambda: None)
    gevent.spawn(lead.run)
    for it in "ab":
        lead.settled(it, 1)
    clock.pass_by(4)

    crew.there.append("c")
    lead.settled("c", 1)
    clock.pass_by(20)

    assert sorted(number for its in crew.taken.values() for number in its) == list(range(200))
    assert len(crew.taken["c"]) > 20
    assert min(crew.taken["c"]) >= 50
    for arrivals in crew.arrivals.values():
        arrivals.close()
