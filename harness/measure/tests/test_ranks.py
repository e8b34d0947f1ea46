import random

import pytest

from harness.measure.histogram import Histogram
from harness.measure.ranks import Ranks


def test_the_values_stand_in_their_order_within_a_thousandth() -> None:
    chance, histogram = random.Random(5), Histogram()
    values = sorted(round(chance.lognormvariate(9, 1)) for _ in range(500))
    for it in values:
        histogram.add(it)

    ranks = Ranks(histogram)

    assert len(ranks) == 500
    assert list(ranks) == [pytest.approx(it / 1_000, rel=1e-3) for it in values]
    assert ranks[-1] == max(values) / 1_000
    assert ranks[10:12] == [ranks[10], ranks[11]]


@pytest.mark.parametrize("at", [2, -3])
def test_beyond_the_last_there_is_none(at: int) -> None:
    histogram = Histogram()
    histogram.add(1)
    histogram.add(2)

    with pytest.raises(IndexError, match="there are 2 values"):
        Ranks(histogram)[at]


def test_nothing_has_no_values() -> None:
    assert list(Ranks(Histogram())) == []
