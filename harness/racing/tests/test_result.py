"""What is written down of a race, from one on a world of two actors."""

from harness.model.word import Status
from harness.race.played import Choose
from harness.race.tests.test_endless import polling
from harness.racing.orders import Orders
from harness.racing.outcome import Ended
from harness.racing.race import Plan, Race, run
from harness.racing.result import result
from harness.racing.tests.test_orders import DIGEST, world
from harness.racing.tests.test_race import in_doubt
from harness.racing.world import Recorded


def test_the_outcomes_stand_worst_first_each_with_the_command_that_plays_it() -> None:
    race = Race(Orders(world, DIGEST), Plan())
    run(race)

    raced = result(race, starter="org", gates=("create.*",), repeat=lambda it: f"again {it}")

    assert raced.status is Status.FAIL
    assert [(it.outcome, it.status, it.orders) for it in raced.outcomes] == [
        ("stuck; breaks is-ready", Status.FAIL, 1),
        ("ready by storage", Status.PASS, 1),
    ]
    assert (raced.explored, raced.feasible, raced.pruned, raced.exhaustive) == (2, 2, 0, True)
    assert raced.failing == (raced.calmest,)
    assert raced.repeat == f"again {raced.calmest}"
    assert raced.drawing[-1] == "  end stuck; breaks is-ready"
    assert raced.missing is not None
    assert (raced.missing.hasty, raced.missing.awaited) == ("tab-2:read", "tab-1:write")


def test_an_outcome_in_doubt_says_of_what_and_why() -> None:
    race = Race(Orders(in_doubt, DIGEST), Plan())
    run(race)

    raced = result(race, starter="org", gates=(), repeat=str)

    assert raced.status is Status.UNKNOWN
    first = raced.outcomes[0]
    assert first.status is Status.UNKNOWN
    assert [(it.invariant, it.reason) for it in first.doubts] == [("is-ready", "The log is torn.")]
    assert raced.undecided == (first.example,)
    assert raced.calmest == raced.repeat == ""


def test_what_came_without_end_is_named() -> None:
    def play(choose: Choose) -> Recorded:
        return Recorded(polling(choose), Ended(("ready by storage",), ()), (), ())

    race = Race(Orders(play, DIGEST), Plan(audits="none"))
    run(race)

    raced = result(race, starter="org", gates=("timer",), repeat=str)

    assert raced.endless == ("tab-1:timer",)
    assert not raced.exhaustive
    assert (
        result(Race(Orders(world, DIGEST), Plan()), starter="", gates=(), repeat=str).endless == ()
    )
