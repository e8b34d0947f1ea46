"""How many runs it took is the same with any number of lanes; what cannot be played is said."""

from typing import cast

import pytest

from benchmarks.race_case import Case
from benchmarks.race_measure import stress
from harness.errors import Inconclusive
from harness.race.played import Played, Uncontrolled
from harness.racing.outcome import Ended
from harness.racing.world import Recorded, World

CASE = Case("no-fallback")


class Stressed:
    """A world in which the runs of these numbers fail; `breaks` is raised once, in the first."""

    def __init__(self, *fail: int, breaks: Exception | None = None) -> None:
        self.fail = fail
        self.breaks = breaks

    def stress(self, seed: int, *, longest_ms: float) -> Recorded:
        del longest_ms
        breaks, self.breaks = self.breaks, None
        if breaks is not None:
            raise breaks
        broken = ("is-ready",) if seed in self.fail else ()
        return Recorded(Played((), (), "ready"), Ended(("ready",), broken), (), ())


def worlds(count: int, *fail: int, breaks: Exception | None = None) -> list[World]:
    return [cast("World", Stressed(*fail, breaks=breaks)) for _ in range(count)]


@pytest.mark.parametrize("lanes", [1, 3])
def test_the_first_run_that_failed_counts_whoever_played_it(lanes: int) -> None:
    found = stress(CASE, worlds(lanes, 7, 8, 9), 0, 50)

    assert (found.runs, found.part, found.lanes) == (7, "stress", lanes)


def test_what_never_failed_took_more_than_was_played() -> None:
    found = stress(CASE, worlds(2), 0, 50, delay_ms=0.0)

    assert (found.runs, found.told, found.part) == (0, "> 50", "plain")


def test_a_run_that_a_busy_machine_spoiled_is_played_again() -> None:
    assert stress(CASE, worlds(1, 1, breaks=Inconclusive("late")), 0, 5).runs == 1


def test_a_race_that_is_not_under_control_is_an_error() -> None:
    with pytest.raises(Uncontrolled):
        stress(CASE, worlds(1, breaks=Uncontrolled("other gates")), 0, 5)
