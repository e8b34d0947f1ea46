"""A whole race, on a world of two actors that somebody else's tests know."""

from dataclasses import replace

import pytest

from harness.model.race import Doubt
from harness.model.word import Status
from harness.race.explore import Bounds
from harness.race.played import Choose, Uncontrolled
from harness.racing.orders import Orders
from harness.racing.outcome import Ended
from harness.racing.race import Plan, Race, run
from harness.racing.tests.test_orders import DIGEST, READ, WRITE, world
from harness.racing.world import Recorded


def raced(plan: Plan | None = None) -> Race:
    race = Race(Orders(world, DIGEST), plan or Plan())
    run(race)
    return race


def test_a_search_says_what_it_found_and_which_wait_is_missing() -> None:
    race = raced()

    assert race.said == "2 orders played, which stand for all 2 that are feasible: exhaustive."
    assert len(race.failing) == 1
    assert race.calm is not None
    assert race.orders.id_of(race.calm) == race.failing[0]
    assert race.edge is not None
    assert (race.edge.hasty, race.edge.awaited) == (READ, WRITE)
    assert race.audited == 2
    assert len(race.orders.known) == 2, "what is played to make it calmer is no other order"
    assert race.hindered == ""


def test_a_search_that_ends_at_its_bound_claims_no_more() -> None:
    race = raced(Plan(Bounds(max_runs=1)))

    assert "not all" in race.said
    assert len(race.orders.known) == 1


@pytest.mark.parametrize("way", ["pct", "random"])
def test_walks_by_chance_find_it_and_say_that_nothing_is_known_of_others(way: str) -> None:
    race = raced(Plan(walks=20, way=way, seed=3))

    assert race.failing
    assert race.said == "20 orders played by chance: nothing is known of the others."


def test_what_was_found_stays_when_the_world_ends() -> None:
    plays = 0

    def breaks(choose: Choose) -> Recorded:
        nonlocal plays
        plays += 1
        if plays > 1:
            raise Uncontrolled("other gates")
        return world(choose)

    race = Race(Orders(breaks, DIGEST), Plan())
    run(race)

    assert len(race.orders.known) == 1
    assert race.hindered == "other gates"
    assert "ended in the middle" in race.said


def test_an_interruption_keeps_what_was_found() -> None:
    def interrupts(_: Choose) -> Recorded:
        raise KeyboardInterrupt

    race = Race(Orders(interrupts, DIGEST), Plan())
    run(race)

    assert race.interrupted
    assert race.orders.known == []


def test_an_order_that_ends_otherwise_the_second_time_is_said() -> None:
    plays = 0

    def changes(choose: Choose) -> Recorded:
        nonlocal plays
        plays += 1
        recorded = world(choose)
        other = replace(recorded.played, outcome="something else")
        return replace(recorded, played=other) if plays > 2 else recorded

    race = Race(Orders(changes, DIGEST), Plan())
    run(race)

    assert "not under control" in race.hindered
    assert race.audited == 0


def in_doubt(choose: Choose) -> Recorded:
    """The world in which who reads first is neither right nor known to be wrong."""
    recorded = world(choose)
    if not recorded.ended.is_failing:
        return recorded
    ended = Ended(recorded.ended.loads, (), "", (Doubt("is-ready", "The log is torn."),))
    return replace(recorded, ended=ended, played=replace(recorded.played, outcome=str(ended)))


def test_an_order_that_could_not_be_decided_is_no_pass() -> None:
    race = Race(Orders(in_doubt, DIGEST), Plan())
    run(race)

    assert race.status is Status.UNKNOWN
    assert race.failing == ()
    assert len(race.undecided) == 1
    assert race.hindered == ""


def test_a_failing_order_outweighs_an_undecided_one() -> None:
    def mixed(choose: Choose) -> Recorded:
        recorded = world(choose)
        if recorded.ended.is_failing:
            return recorded
        doubts = (Doubt("is-ready", "The log is torn."),)
        ended = replace(recorded.ended, undecided=doubts)
        return replace(recorded, ended=ended, played=replace(recorded.played, outcome=str(ended)))

    race = Race(Orders(mixed, DIGEST), Plan())
    run(race)

    assert race.status is Status.FAIL
    assert [(it.failing, it.undecided) for it in race.rows] == [(True, False), (False, True)]


def test_nothing_played_and_a_hindrance_are_no_pass() -> None:
    def breaks(_: Choose) -> Recorded:
        raise Uncontrolled("other gates")

    race = Race(Orders(breaks, DIGEST), Plan())
    run(race)

    assert race.status is Status.UNKNOWN
