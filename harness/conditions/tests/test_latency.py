import pytest

from harness.conditions.condition import UNDECIDED, in_error
from harness.conditions.registry import condition_named
from harness.conditions.tests.playing import Play, assert_ends_as_said, assert_slows_both_tabs
from harness.conditions.tests.wires import asked_by
from harness.conditions.wire import Link
from harness.model.word import ErrorKind


@pytest.mark.parametrize(
    ("name", "ms"), [("latency", 300), ("latency:40ms", 40), ("latency:2s", 2_000)]
)
def test_it_asks_for_latency_alone(name: str, ms: float) -> None:
    assert asked_by(name) == [("link", Link(latency_ms=ms))]


def test_what_no_attempt_has_the_time_for_ends_as_network() -> None:
    condition = condition_named("latency:4s")

    assert (condition.stored, condition.empty) == (UNDECIDED, in_error(ErrorKind.NETWORK))


@pytest.mark.browser
def test_both_tabs_wait_for_every_request(play: Play) -> None:
    assert_slows_both_tabs(play, "latency:600ms", at_least_ms=480)


@pytest.mark.browser
def test_a_sound_app_gets_there(play: Play) -> None:
    assert_ends_as_said(play, "latency")
