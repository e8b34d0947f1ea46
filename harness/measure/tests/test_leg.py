import pytest

from harness.measure.leg import MOST, legs_of


@pytest.mark.parametrize(
    ("header", "legs"),
    [
        ("auth;dur=1.5, db;dur=12", [("auth", 1_500), ("db", 12_000)]),
        ('db;desc="Firestore";dur=0.25', [("db", 250)]),
        ('cache ; Dur = "3"', [("cache", 3_000)]),
        ("miss, db;desc=x, build;dur=2", [("build", 2_000)]),
        ("db;dur=soon, db;dur=-1, db;dur=nan, db;dur=1e99", []),
        ("", []),
    ],
)
def test_parts_with_a_duration_are_read(header: str, legs: list[tuple[str, int]]) -> None:
    assert list(legs_of(header)) == legs


def test_a_server_that_tells_too_much_is_heard_out_to_a_point() -> None:
    assert len(list(legs_of(",".join(f"a{it};dur=1" for it in range(99))))) == MOST
