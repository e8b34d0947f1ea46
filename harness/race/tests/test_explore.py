"""The explorer finds every outcome, plays no order twice, and says no more than it knows."""

from collections.abc import Callable
from itertools import count

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from harness.race.explore import Bounds, explore
from harness.race.played import Choose, Parked, Play, Played, Uncontrolled, preemptions
from harness.race.step import Gate, Step
from harness.race.tests.toy import Op, State, Toy, add, lost_update

THINGS = ("x", "y")
OUTCOME: Callable[[State], str] = lambda state: f"state {sorted(state.items())}"  # noqa: E731


def outcomes(play: Play, bounds: Bounds) -> set[str]:
    return {it.outcome for it in explore(play, bounds).runs}


@st.composite
def toys(draw: st.DrawFn) -> Toy:
    """Two or three actors with up to three operations on two things; some wait for a flag."""
    actors = {}
    for name in "abc"[: draw(st.integers(2, 3))]:
        ops = []
        for at in range(draw(st.integers(1, 3))):
            thing = draw(st.sampled_from(THINGS))
            kind = draw(st.sampled_from(("read", "write", "raise", "wait")))
            ops.append(_op(f"{kind}{at}", kind, thing, ord(name) % 7))
        actors[name] = tuple(ops)
    return Toy(actors, OUTCOME)


def _op(name: str, kind: str, thing: str, figure: int) -> Op:
    if kind == "write":
        return Op(name, writes=(thing,), does=add(thing, figure))
    if kind == "raise":
        return Op(name, raises_flag="flag", writes=(thing,), does=add(thing, 9))
    needs = "flag" if kind == "wait" else ""
    return Op(
        name,
        needs=needs,
        reads=(thing,),
        does=lambda s: s.update({f"{figure}{name}": s.get(thing, 0)}),
    )


@settings(max_examples=150, deadline=None)
@given(toys())
def test_reduction_loses_no_outcome_and_counts_every_order(toy: Toy) -> None:
    everything = explore(toy.play, Bounds(reduced=False))
    reduced = explore(toy.play)

    assert {it.outcome for it in reduced.runs} == {it.outcome for it in everything.runs}
    assert everything.feasible == len(everything.runs)
    assert reduced.feasible == len(everything.runs)
    assert len(reduced.runs) <= len(everything.runs)


@settings(max_examples=60, deadline=None)
@given(toys(), st.integers(0, 2))
def test_a_bound_on_preemptions_plays_just_the_orders_within_it(toy: Toy, most: int) -> None:
    everything = explore(toy.play, Bounds(reduced=False)).runs
    bounded = explore(toy.play, Bounds(max_preemptions=most))

    wanted = {it.gates for it in everything if preemptions(it) <= most}
    assert {it.gates for it in bounded.runs} == wanted
    assert bounded.complete
    assert bounded.feasible is None


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(toys(), st.sampled_from(["a", "b"]), st.sampled_from(THINGS))
def test_what_a_person_may_do_or_leave_is_done_at_every_moment_that_matters(
    toy: Toy, victim: str, thing: str
) -> None:
    acts = (Op("stay"), Op("close", ends=victim), Op("poke", writes=(thing,), does=add(thing, 8)))
    toy.choices = {"person": acts}
    everything = explore(toy.play, Bounds(reduced=False, max_runs=20_000))
    assume(everything.complete)

    reduced = explore(toy.play)

    assert {it.outcome for it in reduced.runs} == {it.outcome for it in everything.runs}
    assert reduced.exhaustive
    assert reduced.feasible == len(everything.runs)


def test_the_lost_update_is_found() -> None:
    assert outcomes(lost_update().play, Bounds()) == {"n=1", "n=2"}


def test_independent_actors_are_played_once() -> None:
    actors = {
        who: (
            Op("one", writes=(who,), does=add(who, 1)),
            Op("two", writes=(who,), does=add(who, 2)),
        )
        for who in "abc"
    }
    found = explore(Toy(actors, OUTCOME).play)

    assert len(found.runs) == 1
    assert found.cut == 0
    assert found.feasible == 90  # 6! / (2! 2! 2!)
    assert found.pruned == 89


def test_what_ends_another_actor_is_tried_before_and_after() -> None:
    actors = {
        "tab": (Op("write", writes=("x",), does=add("x", 1)),),
        "person": (Op("close", ends="tab"),),
    }

    assert outcomes(Toy(actors, OUTCOME).play, Bounds()) == {"state []", "state [('x', 1)]"}


def test_a_search_that_reached_its_limit_says_so() -> None:
    found = explore(lost_update().play, Bounds(max_runs=2))

    assert len(found.runs) == 2
    assert not found.complete
    assert found.feasible is None
    assert found.pruned is None


def test_a_limit_that_is_just_enough_is_no_limit() -> None:
    needed = len(explore(lost_update().play).runs)

    assert explore(lost_update().play, Bounds(max_runs=needed)).complete


def test_it_ends_once_there_is_enough() -> None:
    found = explore(lost_update().play, enough=lambda it: it.outcome == "n=1")

    assert found.runs[-1].outcome == "n=1"
    assert not found.complete


def test_an_inversion_at_the_start_is_not_kept_waiting_by_those_at_the_end() -> None:
    """Depth first, the first two steps would change places after all else had been tried."""
    ends = [Op(f"{at}", writes=("end",), does=add("end", at)) for at in range(3)]
    actors = {who: (Op("start", writes=("start",), does=add("start", 1)), *ends) for who in "ab"}
    actors["b"] = (Op("start", writes=("start",), does=add("start", 2)), *ends)

    found = explore(Toy(actors, OUTCOME).play, enough=lambda it: "('start', 21)" in it.outcome)

    assert len(found.runs) == 3
    assert len(explore(Toy(actors, OUTCOME).play).runs) > 30


def test_a_world_that_changes_its_mind_is_told() -> None:
    number = count()
    sound = lost_update()

    def fickle(choose: Choose) -> Played:
        played_before = next(number)

        def seen(parked: Parked, done: list[Step]) -> Gate | None:
            more = (Gate("z", "surprise"),) if played_before and len(done) == 1 else ()
            return choose((*parked, *more), done)

        return sound.play(seen)  # type: ignore[arg-type]

    with pytest.raises(Uncontrolled, match="after the same 1 steps"):
        explore(fickle)
