from math import sqrt

import pytest

from harness.power.interval import Z_95, wilson

SHARES = [(0, 10), (5, 10), (9, 10), (60, 60), (104, 107)]


@pytest.mark.parametrize(("hits", "total"), SHARES)
def test_a_bound_is_the_share_that_lies_just_so_far_off(hits: int, total: int) -> None:
    """What defines them: the share seen is `z` standard errors of the bound away from it."""
    for bound in wilson(hits, total):
        off = abs(hits / total - bound)
        assert off == pytest.approx(Z_95 * sqrt(bound * (1 - bound) / total), abs=1e-7)


def test_all_hits_are_no_certainty() -> None:
    assert wilson(60, 60) == pytest.approx((60 / (60 + Z_95**2), 1.0))


def test_the_interval_holds_the_share() -> None:
    low, high = wilson(5, 10)

    assert (round(low, 4), round(high, 4)) == (0.2366, 0.7634)


def test_of_nothing_anything_may_be() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("hits", "total"), [(-1, 5), (6, 5)])
def test_what_is_no_share_is_refused(hits: int, total: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(hits, total)
