import random

import pytest

from harness.compare.change import Change
from harness.compare.sides import Margins, Side, only_in, rows

NONE = Margins(share=0, time=0, time_ms=0)


def side(seed: int, count: int, *, fails: float = 0.0, more_ms: float = 0.0) -> Side:
    """Loads with a long tail, of which a share failed."""
    chance = random.Random(seed)
    ready = [it for it in range(count) if chance.random() >= fails]
    return Side(len(ready), count, sorted(chance.lognormvariate(5, 0.5) + more_ms for _ in ready))


def changes(before: Side, after: Side, margins: Margins, seed: int = 0) -> dict[str, Change]:
    found = rows({"server": before}, {"server": after}, margins, seed=seed)
    return {it.figure: it.difference.change for it in found}


def test_fifty_milliseconds_more_are_worse() -> None:
    found = changes(side(1, 600), side(2, 600, more_ms=50), Margins())

    assert found["p50"] is Change.WORSE
    assert found["success"] is not Change.WORSE


def test_fifty_milliseconds_less_are_better() -> None:
    assert changes(side(1, 600, more_ms=50), side(2, 600), Margins())["p50"] is Change.BETTER


def test_loads_that_fail_are_worse() -> None:
    found = changes(side(1, 500), side(2, 500, fails=0.1), Margins())

    assert found["success"] is Change.WORSE


@pytest.mark.slow
def test_two_equal_sides_show_something_as_rarely_as_said() -> None:
    """At most one in twenty over all rows together; of 200 comparisons at most 19, but for one
    run of 200 comparisons in 1,000.
    """
    alarms = sum(
        bool(
            {Change.WORSE, Change.BETTER}
            & set(
                changes(
                    side(it, 500, fails=0.02), side(it + 999, 500, fails=0.02), NONE, it
                ).values()
            )
        )
        for it in range(200)
    )

    assert alarms <= 19


def test_a_percentile_needs_samples_beyond_it_on_both_sides() -> None:
    assert list(changes(side(1, 500), side(2, 99), NONE)) == ["success", "p50"]
    assert list(changes(side(1, 500), side(2, 100), NONE)) == ["success", "p50", "p95"]
    assert list(changes(side(1, 500), side(2, 500), NONE)) == ["success", "p50", "p95", "p99"]


def test_a_margin_is_of_the_side_before_or_of_so_many_milliseconds() -> None:
    before, after = Side(9, 9, [100.0] * 99), Side(9, 9, [120.0] * 99)

    found = rows({"a": before}, {"a": after}, Margins(time=0.3))[1]

    assert (found.before, found.after) == (100, 120)
    assert found.difference.margin == pytest.approx(30)
    assert found.difference.change is Change.SAME
    assert rows({"a": before}, {"a": after}, Margins(time=0.1))[1].difference.change is Change.WORSE


def test_groups_of_one_side_alone_are_named() -> None:
    one = {"storage": side(1, 9), "server": side(1, 9)}

    assert only_in(one, {"server": side(2, 9)}) == ["storage"]
    assert {it.group for it in rows(one, {"server": side(2, 9)}, NONE)} == {"server"}
