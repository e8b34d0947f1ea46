import pytest

from harness.conditions.tests.playing import Play, assert_ends_as_said, assert_slows_both_tabs
from harness.conditions.tests.wires import asked_by
from harness.conditions.wire import Link


def test_it_asks_for_the_preset() -> None:
    assert asked_by("slow-4g") == [("link", Link(1_440, 675, 562.5))]


@pytest.mark.browser
def test_both_tabs_wait_for_every_request(play: Play) -> None:
    assert_slows_both_tabs(play, "slow-4g", at_least_ms=450)


@pytest.mark.browser
@pytest.mark.slow
def test_a_sound_app_gets_there(play: Play) -> None:
    assert_ends_as_said(play, "slow-4g")
