"""The cases name defects that there are, and there are ten."""

from pathlib import Path

from benchmarks.race_case import CASES, SOUND_CASES

DEFECTS = Path(__file__).parents[2] / "mock_backend" / "defects"


def test_ten_defects_that_there_are() -> None:
    known = {it.stem.replace("_", "-") for it in DEFECTS.glob("*.py")}

    assert len({it.defect for it in CASES}) == 10
    assert {it.defect for it in CASES} <= known


def test_the_sound_app_is_played_at_the_gates_of_every_case() -> None:
    assert {it.also for it in CASES} <= {it.also for it in SOUND_CASES}
