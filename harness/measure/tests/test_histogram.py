"""The histogram against the values themselves, and against HdrHistogram's own code."""

import random

import pytest
from hdrh.histogram import HdrHistogram
from hypothesis import given
from hypothesis import strategies as st

from harness.compare.percentile import percentile
from harness.measure.histogram import (
    HOUR_US,
    Histogram,
    highest_us,
    index_of,
    lowest_us,
    merged,
    of_encoded,
    of_plain,
)

TIMES = st.lists(st.integers(0, HOUR_US), min_size=1, max_size=60)


def of(times: list[int]) -> Histogram:
    found = Histogram()
    for it in times:
        found.add(it)
    return found


@given(st.integers(0, HOUR_US))
def test_the_index_is_hdrs_own(us: int) -> None:
    hdr = HdrHistogram(1, HOUR_US, 3)

    assert index_of(us) == hdr._counts_index_for(us)
    assert lowest_us(index_of(us)) == hdr.get_lowest_equivalent_value(us) <= us
    assert highest_us(index_of(us)) == hdr.get_highest_equivalent_value(us) >= us


@given(TIMES, st.sampled_from([0, 1, 50, 90, 95, 99, 99.9, 100]))
def test_a_percentile_is_at_most_a_thousandth_above_the_value(
    times: list[int], share: float
) -> None:
    exact = percentile(sorted(times), share) / 1_000

    found = of(times).percentile_ms(share)

    assert exact <= found <= exact * 1.001


@given(TIMES)
def test_mean_least_and_greatest_are_exact(times: list[int]) -> None:
    found = of(times)

    assert found.mean_ms == pytest.approx(sum(times) / len(times) / 1_000, rel=1e-12)
    assert (found.min_ms, found.max_ms) == (min(times) / 1_000, max(times) / 1_000)


@given(st.lists(TIMES, min_size=1, max_size=4))
def test_merging_is_recording_in_one(parts: list[list[int]]) -> None:
    whole = of([it for part in parts for it in part])

    found = merged(of(part) for part in parts)

    assert found.counts == whole.counts
    assert found.plain()[:4] == whole.plain()[:4]


@given(TIMES)
def test_it_survives_the_way_to_another_process(times: list[int]) -> None:
    found = of(times)

    assert of_plain(found.plain()).plain() == found.plain()


def test_it_is_read_by_hdrs_own_code_and_comes_back() -> None:
    chance = random.Random(7)
    found = of([int(chance.lognormvariate(10, 2)) for _ in range(5_000)])
    beside = {"mean_ms": found.mean_ms, "min_ms": found.min_ms, "max_ms": found.max_ms}

    hdr = HdrHistogram.decode(found.encoded())
    back = of_encoded(found.encoded(), beside)

    assert hdr.get_total_count() == 5_000
    for share in (50, 90, 99, 99.9):
        assert found.percentile_ms(share) == hdr.get_value_at_percentile(share) / 1_000
    assert back.counts == found.counts
    assert (back.total_us, back.least_us, back.most_us) == (
        *(found.total_us, found.least_us, found.most_us),
    )


def test_what_is_too_long_or_too_short_still_counts() -> None:
    found = of([-5, 2 * HOUR_US])

    assert found.count == 2
    assert found.min_ms == 0
    assert found.max_ms == 2 * HOUR_US / 1_000


def test_nothing_has_no_percentile() -> None:
    assert Histogram().max_ms == Histogram().min_ms == 0
    with pytest.raises(ValueError, match="no percentile"):
        Histogram().percentile_ms(50)
    with pytest.raises(ValueError, match="no mean"):
        _ = Histogram().mean_ms


@pytest.mark.parametrize(
    "wrong", [[], [1, 2, 3], [2, 1, 1, 1, [5], [1]], [1, 1, 1, 1, ["a"], [1]], [1, 1, 1, 1, 5, 1]]
)
def test_what_is_no_histogram_is_refused(wrong: list[object]) -> None:
    with pytest.raises(ValueError, match="no histogram"):
        of_plain(wrong)
