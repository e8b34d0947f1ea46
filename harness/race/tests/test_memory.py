"""A search that goes on asks the world for nothing that it knows."""

import pytest

from harness.race.explore import Bounds, explore
from harness.race.memory import Remembered
from harness.race.played import Played, Uncontrolled
from harness.race.step import Gate, Step
from harness.race.tests.toy import lost_update


def test_what_is_known_is_not_played_again() -> None:
    toy = lost_update()
    whole = explore(toy.play, Bounds(reduced=False))
    played = toy.plays

    again = explore(Remembered(toy.play, whole.runs), Bounds(reduced=False))

    assert again == whole
    assert toy.plays == played


def test_a_search_goes_on_where_it_was_ended() -> None:
    toy = lost_update()
    part = explore(toy.play, Bounds(max_runs=2, reduced=False))
    memory = Remembered(toy.play, part.runs)

    whole = explore(memory, Bounds(reduced=False))

    assert whole.complete
    assert {it.gates for it in whole.runs} == {
        it.gates for it in explore(lost_update().play, Bounds(reduced=False)).runs
    }
    assert memory.asked == len(whole.runs) - len(part.runs)


def test_with_reduction_too_nothing_is_lost() -> None:
    toy = lost_update()
    part = explore(toy.play, Bounds(max_runs=1))

    whole = explore(Remembered(toy.play, part.runs))

    assert {it.outcome for it in whole.runs} == {it.outcome for it in explore(toy.play).runs}
    assert whole.complete


def test_a_memory_of_another_world_is_refused() -> None:
    first, other = Gate("a", "1"), Gate("b", "1")
    memory = Remembered(lost_update().play, [Played(((first,),), (Step(first),), "x")])

    with pytest.raises(Uncontrolled):
        memory.add(Played(((first, other), (other,)), (Step(first), Step(other)), "y"))
