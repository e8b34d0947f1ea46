"""What may be said of a search: the table of outcomes, and a claim that is never too large."""

import pytest

from harness.race.explore import Bounds, explore
from harness.race.summary import claim, outcome_rows
from harness.race.tests.toy import Op, Toy, lost_update


def test_failing_outcomes_come_first_with_a_calm_example() -> None:
    runs = explore(lost_update().play, Bounds(reduced=False)).runs
    first, second = outcome_rows(runs, passing={"n=2"}, digest="12345678")

    assert (first.outcome, first.failing, first.orders, first.preemptions) == ("n=1", True, 4, 1)
    assert (second.outcome, second.failing, second.orders) == ("n=2", False, 2)
    assert first.example.startswith("s2.12345678.")


def test_what_is_undecided_stands_between_what_fails_and_what_passes() -> None:
    runs = explore(lost_update().play, Bounds(reduced=False)).runs

    rows = outcome_rows(runs, passing={"n=2"}, undecided={"n=1"}, digest="12345678")

    assert [(it.outcome, it.failing, it.undecided) for it in rows] == [
        ("n=1", False, True),
        ("n=2", False, False),
    ]


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        (Bounds(), "4 orders played, which stand for all 6 that are feasible: exhaustive."),
        (Bounds(max_runs=2), "2 orders played, not all: the search ended at its limit."),
        (Bounds(max_preemptions=0), "2 orders played: all with at most 0 preemptions."),
    ],
)
def test_a_claim_says_what_was_searched(bounds: Bounds, said: str) -> None:
    assert claim(explore(lost_update().play, bounds)) == said


def test_one_order_stands_alone() -> None:
    toy = Toy({"tab": (Op("read", reads=("x",)), Op("write", writes=("x",)))}, lambda _: "done")

    said = claim(explore(toy.play))

    assert said == "1 order played, the only one that is feasible: exhaustive."
