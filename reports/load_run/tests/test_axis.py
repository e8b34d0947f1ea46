import pytest

from reports.load_run.axis import Axis, clock, milliseconds, number, reaching


def test_a_value_lies_where_its_share_of_the_axis_does() -> None:
    axis = Axis(0, 200, begin=100, end=0)

    assert [axis.at(it) for it in (0, 50, 200)] == [100, 75, 0]


def test_what_lies_beyond_an_end_is_drawn_at_it() -> None:
    axis = Axis(0, 10, 0, 100)

    assert (axis.at(-5), axis.at(50)) == (0, 100)


def test_on_a_log_axis_equal_ratios_are_equally_far_apart() -> None:
    axis = Axis(1, 10_000, 0, 400, is_log=True)

    assert [axis.at(it) for it in (1, 10, 100, 1_000)] == [0, 100, 200, 300]
    assert axis.at(0) == 0


@pytest.mark.parametrize(
    ("most", "high"), [(0, 1), (0.7, 0.8), (7, 8), (20, 20), (57, 60), (101, 150), (4_321, 6_000)]
)
def test_an_axis_reaches_a_round_value_above_the_highest(most: float, high: float) -> None:
    axis = reaching(most, 0, 100)

    assert axis.high == pytest.approx(high)
    assert axis.high in [pytest.approx(it) for it in axis.ticks(4)]


def test_ticks_of_a_log_axis_are_powers_and_thirds() -> None:
    assert Axis(2, 150, 0, 1, is_log=True).ticks() == [3, 10, 30, 100]
    assert Axis(0.5, 20_000, 0, 1, is_log=True).ticks() == [1, 10, 100, 1_000, 10_000]


def test_an_axis_of_one_value_stands_still() -> None:
    assert Axis(5, 5, 0, 100).at(5) == 0
    assert Axis(5, 5, 0, 100).ticks() == [5]


def test_values_are_written_as_people_do() -> None:
    assert [number(it) for it in (0.25, 7, 1_200, 12_000)] == ["0.25", "7", "1,200", "12k"]
    assert [milliseconds(it) for it in (0.1, 30, 2_000)] == ["0.1 ms", "30 ms", "2 s"]
    assert [clock(it) for it in (5, 750, 3_600)] == ["0:05", "12:30", "1:00:00"]
