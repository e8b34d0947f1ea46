import pytest

from harness.repro.condition import part_of, parts_of
from harness.repro.tests.made import PROFILE


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ("server-error", "range(1)"),
        ("server-error:2", "range(2)"),
        ("server-error:always", "itertools.repeat(None)"),
        ("hang", "itertools.repeat(None)"),
    ],
)
def test_a_fault_happens_as_often_as_it_says(condition: str, count: str) -> None:
    part = part_of(condition, PROFILE)

    assert part is not None
    assert f"left = iter({count})" in part.lines


def test_storage_is_found_by_the_profiles_key() -> None:
    part = part_of("storage-empty", PROFILE)

    assert part is not None
    assert "interview:init:" in part.lines[0]


def test_what_a_script_cannot_put_in_place_is_left_out() -> None:
    parts, left_out = parts_of(("storage-empty", "slow-3g"), PROFILE)

    assert ([it.name for it in parts], left_out) == (["storage-empty"], ["slow-3g"])
