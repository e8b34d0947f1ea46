"""Arrivals by hand: how many by when, and at which moments."""

import math
import random

import pytest

from harness.pace.rate import Rate, Stretch, constant

RAMP = Rate((Stretch(10, 0, 20),))
SPIKE = Rate((Stretch(5, 2, 2), Stretch(1, 2, 100), Stretch(2, 100, 0), Stretch(4, 0, 0)))


def test_a_constant_rate_is_evenly_spaced_and_begins_at_once() -> None:
    assert list(constant(4, 1.5).moments()) == [0, 0.25, 0.5, 0.75, 1.0, 1.25]


def test_a_ramp_has_as_many_as_its_area() -> None:
    moments = list(RAMP.moments())

    assert RAMP.arrivals == 100
    assert len(moments) == 100
    # The integral of 2t is t squared, so that the n-th comes at the root of n.
    assert moments == pytest.approx([math.sqrt(it) for it in range(100)])


def test_each_arrival_comes_when_the_integral_reaches_it() -> None:
    for rate in (RAMP, SPIKE, constant(3, 7)):
        for number, moment in enumerate(rate.moments()):
            assert rate.until(moment) == pytest.approx(number, abs=1e-6)


def test_all_of_them_fall_within_its_time_and_in_order() -> None:
    moments = list(SPIKE.moments())

    assert moments == sorted(moments)
    assert moments[0] == 0
    assert moments[-1] < SPIKE.lasts_s == 12
    assert len(moments) == math.ceil(SPIKE.arrivals) == 161
    assert SPIKE.most_per_s == 100


def test_the_rate_at_a_moment() -> None:
    assert [SPIKE.at(it) for it in (-1, 0, 5, 5.5, 6, 7, 9, 12)] == [0, 2, 2, 51, 100, 50, 0, 0]
    assert SPIKE.scaled(2).at(5.5) == 102


def test_a_rate_of_nothing_has_no_arrivals() -> None:
    assert list(constant(0, 10).moments()) == []
    assert list(Rate(()).moments(seed=1)) == []
    assert Rate(()).most_per_s == 0


def test_by_chance_there_are_as_many_in_the_mean() -> None:
    counts = [sum(1 for _ in RAMP.moments(seed)) for seed in range(200)]

    # A Poisson number of mean 100: the mean of 200 is off by 0.7 in one standard deviation.
    assert sum(counts) / 200 == pytest.approx(100, abs=3.5)
    assert 60 < min(counts) < 90 < 110 < max(counts) < 140


def test_by_chance_they_come_where_the_rate_is_high() -> None:
    late = [it for seed in range(200) for it in RAMP.moments(seed) if it > 5]

    assert len(late) / 200 == pytest.approx(75, abs=3)


def test_a_seed_gives_the_same_moments_again() -> None:
    assert list(SPIKE.moments(7)) == list(SPIKE.moments(7))
    assert list(SPIKE.moments(7)) != list(SPIKE.moments(8))


def test_a_rate_that_lasts_longer_has_the_same_heights() -> None:
    longer = SPIKE.lasting(24)

    assert longer.lasts_s == pytest.approx(24)
    assert longer.most_per_s == 100
    assert longer.at(11) == SPIKE.at(5.5)


def test_arrivals_before_a_moment_are_the_integral() -> None:
    chance = random.Random(5)
    for _ in range(20):
        moment = chance.uniform(0, 12)
        step = 1e-2
        slices = int(moment / step)
        area = sum(SPIKE.at((it + 0.5) * step) for it in range(slices)) * step
        assert SPIKE.until(moment) == pytest.approx(area, abs=1.5)


@pytest.mark.parametrize(
    "wrong", [(0, 1, 1), (-1, 1, 1), (1, -1, 1), (1, 1, math.inf), (math.nan, 1, 1)]
)
def test_what_is_no_stretch_is_refused(wrong: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match=r"a stretch lasts|a rate is"):
        Stretch(*wrong)
