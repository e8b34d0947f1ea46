import pytest

from harness.compare.change import Change, Difference


@pytest.mark.parametrize(
    ("low", "high", "more_is_bad", "change"),
    [
        (11, 30, True, Change.WORSE),
        (11, 30, False, Change.BETTER),
        (-30, -11, True, Change.BETTER),
        (-30, -11, False, Change.WORSE),
        (-9, 9, True, Change.SAME),
        (9, 30, True, Change.NOT_SHOWN),
        (-30, 30, False, Change.NOT_SHOWN),
        # On the margin itself nothing is shown.
        (10, 30, True, Change.NOT_SHOWN),
        (-10, 9, True, Change.NOT_SHOWN),
    ],
)
def test_only_what_lies_beyond_the_margin_is_shown(
    low: float, high: float, more_is_bad: bool, change: Change
) -> None:
    found = Difference((low + high) / 2, low, high, margin=10, more_is_bad=more_is_bad)

    assert found.change is change
