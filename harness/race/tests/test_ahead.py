"""A search with lanes comes to the same as one without, and others play what it will ask for."""

import threading

import pytest
from hypothesis import given, settings

from harness.race.ahead import Ahead, Along, Branch
from harness.race.explore import Bounds, Explored, explore
from harness.race.played import Choose, Play, Played, Uncontrolled
from harness.race.step import Gate, Step, Touch
from harness.race.tests.test_explore import toys
from harness.race.tests.toy import Toy, lost_update
from harness.race.walk import RandomWalk

LIMIT_S = 60.0


class Result:
    """What came of an order."""

    def __init__(self, played: Played) -> None:
        self.played = played


def laned(play: Play, bounds: Bounds | None = None) -> Explored:
    ahead = Ahead(lambda choose: Result(play(choose)), Result, lanes=3)
    try:
        return explore(lambda choose: ahead.play(choose).played, bounds)
    finally:
        ahead.close()


@settings(max_examples=10, deadline=None)
@given(toys())
def test_lanes_change_nothing_of_what_a_search_finds(toy: Toy) -> None:
    for bounds in (Bounds(), Bounds(reduced=False), Bounds(max_preemptions=1)):
        alone, together = explore(toy.play, bounds), laned(toy.play, bounds)

        assert together == alone


def test_orders_are_played_at_the_same_time() -> None:
    """From the second on, an order ends only once two were played at a time."""
    at_once, most, lock = 0, 0, threading.Lock()
    met = threading.Event()
    world = lost_update()

    def play(choose: Choose) -> Played:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        if most > 1:
            met.set()
        if world.plays and not met.wait(LIMIT_S):
            met.set()  # nobody else comes: the others need not wait, too
        try:
            return world.play(choose)
        finally:
            with lock:
                at_once -= 1

    laned(play, Bounds(reduced=False))

    assert most > 1


def test_who_does_not_foresee_is_played_anew() -> None:
    world = lost_update()
    ahead = Ahead(lambda choose: Result(world.play(choose)), Result, lanes=2)

    for _ in range(3):
        ahead.play(RandomWalk(1))
    ahead.close()

    assert world.plays == 3


def test_what_breaks_in_another_lane_is_told() -> None:
    world = lost_update()

    def play(choose: Choose) -> Played:
        if isinstance(choose, Along):
            raise Uncontrolled("in a lane")
        return world.play(choose)

    with pytest.raises(Uncontrolled, match="in a lane"):
        laned(play, Bounds(reduced=False))


def test_a_branch_that_is_not_there_any_more_is_told() -> None:
    with pytest.raises(Uncontrolled, match="after the same 0 steps z:gone"):
        lost_update().play(Along(Branch((Gate("z", "gone"),))))


def test_what_is_covered_elsewhere_is_not_played_again() -> None:
    """After a's read, b's read is covered: it changes nothing for a's."""
    read = Gate("b", "read")

    covered = Branch((Gate("a", "read"),), {read: Step(read, frozenset({Touch("n")}))})
    played = lost_update().play(Along(covered))

    assert [str(it) for it in played.gates] == ["a:read", "a:write", "b:read", "b:write"]
