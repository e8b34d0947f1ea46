"""When two steps are independent, and that doubt makes them dependent."""

import pytest

from harness.race.step import ANYTHING, Gate, Step, Touch, dependent

TAB, SERVER = Gate("tab", "read"), Gate("server", "commit")


def step(gate: Gate, *touched: Touch) -> Step:
    return Step(gate, frozenset(touched))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((), (), False),
        ((Touch("x"),), (Touch("x"),), False),
        ((Touch("x"),), (Touch("x", writes=True),), True),
        ((Touch("x", writes=True),), (Touch("x", writes=True),), True),
        ((Touch("x", writes=True),), (Touch("y", writes=True),), False),
        ((Touch("x"), Touch("x", writes=True)), (Touch("x"),), True),
        ((Touch(ANYTHING),), (), True),
    ],
)
def test_two_actors_depend_by_what_they_touch(
    one: tuple[Touch, ...], other: tuple[Touch, ...], *, expected: bool
) -> None:
    first, second = step(TAB, *one), step(SERVER, *other)

    assert dependent(first, second) is expected
    assert dependent(second, first) is expected


def test_one_actors_steps_keep_their_order() -> None:
    assert dependent(step(TAB), step(Gate("tab", "paint")))


def test_who_puts_an_end_to_a_gate_depends_on_it() -> None:
    closing = Step(Gate("person", "close"), ended=frozenset({TAB}))

    assert dependent(closing, step(TAB))
    assert dependent(step(TAB), closing)


def test_a_gate_is_read_as_actor_and_name() -> None:
    assert str(TAB) == "tab:read"
