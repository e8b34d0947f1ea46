from math import sqrt

import pytest

from harness.compare.share import Z_95, newcombe, wilson

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


# Newcombe 1998, table II, method 10: a/m - b/n and its bounds.
PUBLISHED = [
    ((56, 70), (48, 80), (0.0524, 0.3339)),
    ((9, 10), (3, 10), (0.1705, 0.8090)),
    ((6, 7), (2, 7), (0.0582, 0.8062)),
    ((5, 56), (0, 29), (-0.0381, 0.1926)),
    ((0, 10), (0, 20), (-0.1611, 0.2775)),
    ((10, 10), (0, 20), (0.6791, 1.0)),
]


@pytest.mark.parametrize(("after", "before", "bounds"), PUBLISHED)
def test_the_difference_of_shares_has_the_published_bounds(
    after: tuple[int, int], before: tuple[int, int], bounds: tuple[float, float]
) -> None:
    low, high = newcombe(before, after)

    assert (round(low, 4), round(high, 4)) == pytest.approx(bounds, abs=1e-4)


@pytest.mark.parametrize(("after", "before", "bounds"), PUBLISHED)
def test_the_other_way_round_is_the_mirror_image(
    after: tuple[int, int], before: tuple[int, int], bounds: tuple[float, float]
) -> None:
    low, high = newcombe(after, before)

    assert (-high, -low) == pytest.approx(bounds, abs=1e-4)


def test_a_side_that_was_never_seen_leaves_everything_open() -> None:
    assert newcombe((0, 0), (0, 0)) == (-1.0, 1.0)
    low, high = newcombe((60, 60), (0, 0))
    assert low == pytest.approx(-1.0)
    assert high == pytest.approx(0.06, abs=0.001)
