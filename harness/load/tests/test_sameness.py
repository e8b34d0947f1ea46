import pytest
from pydantic import JsonValue

from harness.load.sameness import difference

ONE: JsonValue = {"a": {"at": "2026-01-02T03:04:05Z", "turns": [1, 2]}, "b": "x"}


@pytest.mark.parametrize(
    ("other", "where"),
    [
        (ONE, ""),
        ({"a": {"at": "2026-01-02T03:04:05.000Z", "turns": [1, 2]}, "b": "x"}, ""),
        ({"a": {"at": "", "turns": [1]}, "b": "x"}, "a.turns"),
        ({"a": {"at": "", "turns": [1, 2]}}, "b"),
        ({"a": 5, "b": "x"}, "a"),
        (5, "the whole"),
    ],
)
def test_the_first_field_that_differs_is_named(other: JsonValue, where: str) -> None:
    assert difference(ONE, other, ignored=("a.at",)) == where
