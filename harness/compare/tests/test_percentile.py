import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.compare.percentile import percentile, samples_for


@pytest.mark.parametrize(
    ("share", "value"), [(0, 1), (1, 1), (50, 50), (95, 95), (95.1, 96), (99, 99), (100, 100)]
)
def test_a_percentile_is_the_value_at_its_rank(share: float, value: float) -> None:
    assert percentile(range(1, 101), share) == value


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 100))
def test_a_percentile_was_measured(values: list[float], share: float) -> None:
    assert percentile(sorted(values), share) in values


def test_nothing_has_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 50)


@pytest.mark.parametrize(
    ("share", "samples"), [(50, 10), (95, 100), (99, 500), (99.9, 5_000), (5, 100), (100, 10)]
)
def test_five_samples_lie_beyond(share: float, samples: int) -> None:
    assert samples_for(share) == samples
