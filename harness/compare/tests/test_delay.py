import random
from collections.abc import Callable

import pytest

from harness.compare.delay import grown_by


def sample(seed: int, count: int, *, more: float = 0.0) -> list[float]:
    """Delays as they are: a long tail to the right, in ms."""
    chance = random.Random(seed)
    return sorted(chance.lognormvariate(5, 0.5) + more for _ in range(count))


def share_of(found: Callable[[int], bool], times: int = 200) -> float:
    return sum(found(seed) for seed in range(times)) / times


@pytest.mark.parametrize("share", [50, pytest.param(95, marks=pytest.mark.slow)])
def test_two_of_one_kind_differ_as_rarely_as_said(share: float) -> None:
    """At a level of 95 % one in twenty may; of 200 at most 19, but for one run of 100."""

    def differs(seed: int) -> bool:
        low, high = grown_by(sample(seed, 200), sample(seed + 10_000, 200), share, seed=seed)
        return low > 0 or high < 0

    assert share_of(differs) <= 19 / 200


def test_fifty_milliseconds_more_are_found() -> None:
    def finds(seed: int) -> bool:
        low, _ = grown_by(sample(seed, 100), sample(seed + 10_000, 100, more=50), 50, seed=seed)
        return low > 0

    assert share_of(finds) >= 0.9


def test_the_bounds_are_those_of_real_resamples() -> None:
    """Against the plain bootstrap, which draws whole samples."""
    before, after = sample(1, 60), sample(2, 80, more=20)
    chance = random.Random(3)
    drawn = sorted(
        sorted(chance.choices(after, k=80))[39] - sorted(chance.choices(before, k=60))[29]
        for _ in range(4_000)
    )

    low, high = grown_by(before, after, 50)

    assert low == pytest.approx(drawn[100], abs=4)
    assert high == pytest.approx(drawn[3_900], abs=4)


def test_equal_values_differ_by_nothing() -> None:
    assert grown_by([5.0] * 10, [5.0] * 20, 95) == (0.0, 0.0)


def test_the_same_seed_gives_the_same_bounds() -> None:
    args = (sample(1, 50), sample(2, 50), 50)

    assert grown_by(*args, seed=4) == grown_by(*args, seed=4)
    assert grown_by(*args, seed=4) != grown_by(*args, seed=5)


def test_without_values_nothing_is_told() -> None:
    with pytest.raises(ValueError, match="no percentile"):
        grown_by([], [1.0], 50)
