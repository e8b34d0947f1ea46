"""Random choosers: the seed decides, PCT keeps to its priorities, and luck is not overrated."""

import pytest

from harness.race.played import Played, preemptions
from harness.race.step import Gate, Step
from harness.race.tests.toy import lost_update
from harness.race.walk import Chains, PrioritisedWalk, RandomWalk, runs_needed


def walked(seed: int) -> Played:
    return lost_update().play(RandomWalk(seed))


def test_a_seed_walks_one_way() -> None:
    assert walked(7) == walked(7)
    assert len({walked(it).gates for it in range(40)}) > 3


def test_without_points_of_change_nobody_is_preempted() -> None:
    runs = [lost_update().play(PrioritisedWalk(it, depth=1, length=4)) for it in range(20)]

    assert {preemptions(it) for it in runs} == {0}
    assert {it.gates[0].actor for it in runs} == {"a", "b"}


def test_one_point_of_change_finds_what_needs_one_preemption() -> None:
    runs = [lost_update().play(PrioritisedWalk(it, depth=2, length=4)) for it in range(40)]

    assert {it.outcome for it in runs} == {"n=1", "n=2"}
    assert max(preemptions(it) for it in runs) == 1


def test_who_is_held_at_two_gates_goes_on_in_either_order() -> None:
    answer, timer = Gate("tab", "answer"), Gate("tab", "timer")

    firsts = {PrioritisedWalk(it, depth=1, length=4)((answer, timer), []) for it in range(20)}

    assert firsts == {answer, timer}


def test_a_chain_goes_on_with_the_next_gate_of_its_actor() -> None:
    ask, answer, timer = Gate("tab", "ask"), Gate("tab", "answer"), Gate("tab", "timer")
    other, chains = Gate("other", "ask"), Chains()

    first = dict(chains.of((other, ask), []))
    then = dict(chains.of((other, answer, timer), [Step(ask)]))
    again = dict(chains.of((other, answer, timer), [Step(ask), Step(timer)]))

    assert then[answer] == first[ask]
    assert then[other] == first[other]
    assert len(set(then.values())) == 3
    assert again == then


@pytest.mark.parametrize(
    ("probability", "expected"), [(0.0, None), (1.0, 1), (0.5, 5), (0.01, 299), (0.95, 1)]
)
def test_runs_needed_to_see_it(probability: float, expected: int | None) -> None:
    """1 - (1 - p)^n >= 0.95, so n = ln(0.05) / ln(1 - p), rounded up."""
    assert runs_needed(probability) == expected
