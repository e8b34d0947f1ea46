import pytest

from harness.pace.step import rising, step_at, steps_of

RATE = rising(10, 40, factor=2, each_s=5, rest_s=1)


def test_steps_rise_to_the_most() -> None:
    assert [it.per_s for it in steps_of(RATE)] == [10, 20, 40]
    assert RATE.lasts_s == 18
    assert RATE.arrivals == 350


def test_a_step_ends_before_its_rest() -> None:
    second = steps_of(RATE)[1]

    assert (second.begins_s, second.ends_s, second.settles_s) == (6, 11, 12)


@pytest.mark.parametrize(("at_s", "number"), [(0, 0), (5.5, 0), (6, 1), (17.9, 2), (99, 2)])
def test_each_moment_belongs_to_a_step(at_s: float, number: int) -> None:
    assert step_at(steps_of(RATE), at_s) == number


def test_without_steps_everything_is_of_the_first() -> None:
    assert step_at((), 5) == 0


@pytest.mark.parametrize(("first", "most", "factor"), [(0, 10, 2), (10, 5, 2), (10, 20, 1)])
def test_what_does_not_rise_is_refused(first: float, most: float, factor: float) -> None:
    with pytest.raises(ValueError, match="steps rise"):
        rising(first, most, factor=factor, each_s=5, rest_s=1)
