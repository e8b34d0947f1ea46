import random

import pytest

from harness.compare.change import Change
from harness.compare.needed import (
    FEWEST,
    POWER,
    delay_shown,
    level_of,
    loads_needed,
    margin_ms,
    spread_of_median,
)
from harness.compare.sides import Margins, Side, rows

MARGINS = Margins()
# Success, the median, and p95 from 100 loads on.
LEVEL = level_of(3)
COMPARISONS = 60


def times(seed: int, count: int, *, more_ms: float = 0.0) -> list[float]:
    """Loads of about 300 ms with a tail, as a preview's."""
    chance = random.Random(seed)
    return sorted(300 * chance.lognormvariate(0, 0.15) + more_ms for _ in range(count))


def worse(seed: int, count: int, *, more_ms: float) -> bool:
    before, after = times(seed, count), times(seed + 10_000, count, more_ms=more_ms)
    found = rows(
        {"g": Side(count, count, before)}, {"g": Side(count, count, after)}, MARGINS, seed=seed
    )
    return any(it.difference.change is Change.WORSE for it in found)


def test_a_delay_of_50_ms_is_found_with_the_stated_number_of_loads() -> None:
    """As often as stated, but for what 60 comparisons may miss by chance once in 1,000."""
    stated = loads_needed(times(1, 4_000), 50, margins=MARGINS, level=LEVEL)
    assert stated is not None

    found = sum(worse(it, stated, more_ms=50) for it in range(COMPARISONS))

    by_chance = 3.1 * (POWER * (1 - POWER) * COMPARISONS) ** 0.5
    assert found >= POWER * COMPARISONS - by_chance


def test_with_a_third_of_them_it_is_often_missed() -> None:
    stated = loads_needed(times(1, 4_000), 50, margins=MARGINS, level=LEVEL)
    assert stated is not None

    found = sum(worse(it, stated // 3, more_ms=50) for it in range(40))

    assert found < 0.8 * 40


def test_no_delay_is_made_up() -> None:
    """The margin makes it rarer than the level: of 40 comparisons of equals hardly one."""
    assert sum(worse(it, 60, more_ms=0) for it in range(40)) <= 1


def test_what_so_many_loads_show_is_the_delay_that_needs_so_many() -> None:
    pilot = times(3, 300)
    needed = loads_needed(pilot, 60, margins=MARGINS)
    assert needed is not None

    assert delay_shown(pilot, needed, margins=MARGINS) == pytest.approx(60, rel=0.02)


def test_a_delay_within_the_margin_is_never_shown() -> None:
    assert loads_needed(times(1, 100), 30, margins=Margins(time=0.2)) is None


def test_too_few_loads_say_nothing_of_their_spread() -> None:
    few = times(1, FEWEST - 1)

    assert spread_of_median(few) is None
    assert loads_needed(few, 50, margins=MARGINS) is None
    assert delay_shown(few, 20, margins=MARGINS) is None


def test_the_spread_is_that_of_medians_of_other_samples() -> None:
    count, medians = 101, [times(it, 101)[50] for it in range(300)]
    mean = sum(medians) / len(medians)
    true = (sum((it - mean) ** 2 for it in medians) / len(medians)) ** 0.5 * count**0.5

    guessed = [spread_of_median(times(it + 500, count)) for it in range(50)]

    assert sum(it or 0 for it in guessed) / 50 == pytest.approx(true, rel=0.15)


def test_the_margin_is_the_greater_of_both() -> None:
    assert margin_ms([100.0, 200.0, 300.0], Margins(time=0.1, time_ms=5)) == 20
    assert margin_ms([10.0], Margins(time=0.1, time_ms=5)) == 5
    assert margin_ms([], Margins(time_ms=5)) == 5
