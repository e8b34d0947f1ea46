"""The partial order of a run: what came before what, what races, how many orders it is."""

from harness.race.before import before, count_orders, direct, enabled_by, races
from harness.race.played import Played
from harness.race.step import Gate, Step, Touch

A1, A2, B1, B2 = Gate("a", "1"), Gate("a", "2"), Gate("b", "1"), Gate("b", "2")


def writes(gate: Gate, *things: str) -> Step:
    return Step(gate, frozenset(Touch(it, writes=True) for it in things))


def played(parked: tuple[tuple[Gate, ...], ...], *steps: Step) -> Played:
    return Played(parked, steps, "done")


INDEPENDENT = played(((A1, B1), (A2, B1), (B1,)), writes(A1), writes(A2), writes(B1))
RACING = played(((A1, B1), (B1,)), writes(A1, "x"), writes(B1, "x"))
ENABLING = played(((A1,), (B1,)), writes(A1, "x"), writes(B1, "x"))


def test_an_actors_own_steps_are_ordered_and_no_others() -> None:
    assert before(INDEPENDENT) == [set(), {0}, set()]
    assert races(INDEPENDENT) == []


def test_two_that_write_one_thing_race() -> None:
    assert direct(RACING) == [set(), {0}]
    assert races(RACING) == [(0, 1)]


def test_who_lets_the_other_in_does_not_race_with_it() -> None:
    assert enabled_by(ENABLING, 1) == 0
    assert enabled_by(RACING, 1) is None
    assert races(ENABLING) == []


def test_what_is_ordered_through_a_third_does_not_race() -> None:
    run = played(((A1, B1), (A2, B1), (B1,)), writes(A1, "x"), writes(A2, "x"), writes(B1, "x"))

    assert races(run) == [(1, 2)]


def test_a_gate_that_is_parked_again_was_let_in_by_its_own_opening() -> None:
    run = played(((A1, B1), (A1, B1), (B1,)), writes(A1), writes(A1), writes(B1))

    assert enabled_by(run, 1) == 0


def test_orders_are_counted() -> None:
    assert count_orders(INDEPENDENT) == 3
    assert count_orders(RACING) == 1


def test_too_many_orders_are_not_counted() -> None:
    gates = tuple(Gate(f"actor{it:02}", "1") for it in range(24))
    parked = tuple(gates[it:] for it in range(24))

    assert count_orders(played(parked, *map(writes, gates))) is None
