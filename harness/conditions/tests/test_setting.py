from collections.abc import Callable

import pytest

from harness.conditions.setting import (
    count,
    factor,
    full_name,
    how_often,
    milliseconds,
    one_of,
    refuse_setting,
    share,
)
from harness.errors import BadSetting


@pytest.mark.parametrize(
    ("setting", "ms"), [("", 7), ("300ms", 300), ("300", 300), ("2s", 2_000), ("1.5s", 1_500)]
)
def test_a_time_is_read_in_ms(setting: str, ms: float) -> None:
    assert milliseconds("it", setting, default=7) == ms


@pytest.mark.parametrize("setting", ["soon", "2m", "-1s", "s", "٣s"])
def test_what_is_no_time_is_refused(setting: str) -> None:
    with pytest.raises(BadSetting, match="it:300ms"):
        milliseconds("it", setting, default=7)


@pytest.mark.parametrize(("setting", "value"), [("", 0.2), ("30%", 0.3), ("0.3", 0.3), ("100%", 1)])
def test_a_share_is_read(setting: str, value: float) -> None:
    assert share("it", setting, default=0.2) == pytest.approx(value)


@pytest.mark.parametrize("setting", ["0", "101%", "-1%", "most", "nan", "%"])
def test_what_is_no_share_is_refused(setting: str) -> None:
    with pytest.raises(BadSetting):
        share("it", setting, default=0.2)


@pytest.mark.parametrize(("setting", "value"), [("", 3), ("2", 2), ("always", None)])
def test_how_often_is_a_number_or_always(setting: str, value: int | None) -> None:
    assert how_often("it", setting, default=3) == value


@pytest.mark.parametrize("setting", ["0", "-1", "1.5", "never", "²"])
@pytest.mark.parametrize("read", [count, how_often])
def test_what_is_no_number_is_refused(read: Callable[..., int | None], setting: str) -> None:
    with pytest.raises(BadSetting, match="it:2"):
        read("it", setting, default=1)


@pytest.mark.parametrize(("setting", "value"), [("", 4), ("6x", 6), ("1.5", 1.5)])
def test_a_factor_is_read(setting: str, value: float) -> None:
    assert factor("it", setting, default=4) == value


@pytest.mark.parametrize("setting", ["0.5", "x", "-2x", "fast"])
def test_what_is_no_factor_is_refused(setting: str) -> None:
    with pytest.raises(BadSetting):
        factor("it", setting, default=4)


def test_a_word_is_one_of_those_that_are_known() -> None:
    assert one_of("it", "", "this", "that") == "this"
    assert one_of("it", "that", "this", "that") == "that"
    with pytest.raises(BadSetting, match="it:this or it:that"):
        one_of("it", "other", "this", "that")


def test_a_setting_that_is_not_taken_is_refused() -> None:
    refuse_setting("it", "")
    with pytest.raises(BadSetting, match="takes no setting"):
        refuse_setting("it", "2")


def test_a_name_carries_its_setting() -> None:
    assert full_name("it", "") == "it"
    assert full_name("it", "2") == "it:2"
