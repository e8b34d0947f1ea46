import pytest

from harness.errors import BadSetting
from harness.pace.rate import Stretch
from harness.pace.traffic import read_traffic

COUNTS = """time,count
2026-11-20T09:00:00Z,600
2026-11-20T09:01:00+00:00,1200

2026-11-20T10:03:00+01:00,0
"""


def test_counts_are_spread_evenly_to_the_next_row() -> None:
    rate = read_traffic(COUNTS, where="monday.csv")

    assert rate.stretches == (Stretch(60, 10, 10), Stretch(120, 10, 10), Stretch(120, 0, 0))
    assert rate.arrivals == 1_800


def test_rates_go_in_straight_lines() -> None:
    rate = read_traffic("\ufeffTime, Rate\n0,10\n30,40\n40,0\n", where="monday.csv")

    assert rate.stretches == (Stretch(30, 10, 40), Stretch(10, 40, 0))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "time,rate"),
        ("when,rate\n0,1\n", "time,rate"),
        ("time,rate\n0,1\n", "two or more"),
        ("time,rate\n0,1\n0,2\n", "line 3"),
        ("time,rate\n5,1\n4,2\n", "line 3"),
        ("time,rate\n0,1\nsoon,2\n", "line 3"),
        ("time,rate\n0,-1\n1,2\n", "line 2"),
        ("time,rate\n0,nan\n1,2\n", "line 2"),
        ("time,rate\n0,1,5\n1,2\n", "line 2"),
        ("time,count\n0,0\n1,0\n", "nobody came"),
    ],
)
def test_what_is_no_record_is_refused_with_its_line(text: str, words: str) -> None:
    with pytest.raises(BadSetting, match=words):
        read_traffic(text, where="monday.csv")
