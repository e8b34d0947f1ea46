import pytest
from pydantic import ValidationError

from harness.pace.rate import Stretch
from harness.pace.written import Stage, Steps, Written


def test_a_stage_is_steady_or_a_ramp() -> None:
    steady = Stage.model_validate({"lasts": "1m", "rate": 5})
    ramp = Stage.model_validate({"lasts": 30, "from": 0, "to": 5})

    assert steady.stretch() == Stretch(60, 5, 5)
    assert ramp.stretch() == Stretch(30, 0, 5)


def test_a_ramp_without_its_end_is_refused() -> None:
    with pytest.raises(ValidationError, match="both from and to"):
        Stage.model_validate({"lasts": "1m", "from": 5})


def test_steps_make_a_rate_that_rises() -> None:
    written = Written(steps=Steps(first=1, most=4, factor=2, each=3, rest=1))

    assert [it.begins_per_s for it in written.rate().stretches] == [1, 0, 2, 0, 4, 0]
