import pytest

from harness.conditions.registry import condition_named
from harness.conditions.tests.playing import Play, assert_ends_as_said, assert_off, inside, served
from harness.conditions.tests.wires import asked_by
from harness.model.word import Topology

OPENS = "window.open('/api/health') === null"


def test_it_asks_for_blocked_popups_and_says_that_a_script_does_it() -> None:
    assert asked_by("popup-blocked") == [("popups", {"blocked": True})]
    assert "script" in condition_named("popup-blocked").emulated


@pytest.mark.browser
def test_no_tab_of_the_room_can_open_another(play: Play) -> None:
    stage = play("popup-blocked")
    tabs = [stage.tab(), stage.tab()]
    for tab in tabs:
        tab.open(stage.session())

    assert [inside(tab, OPENS) for tab in tabs] == [True, True]

    assert len(tabs[0].room.tabs()) == 2
    assert served(stage, "/api/health") == []


@pytest.mark.browser
def test_a_starter_falls_back_to_its_own_tab(play: Play) -> None:
    starter = play("popup-blocked").starter("org")

    journey = starter.start()

    [asked] = [it for it in journey.events if it.what == "open"]
    assert asked.detail["blocked"] == "emulated"
    assert starter.opened.name == starter.tab.name
    assert journey.runner.topology is Topology.SAME_TAB
    assert journey.runner.answered_by is condition_named("popup-blocked").stored.layer


@pytest.mark.browser
def test_without_it_the_tab_opens(play: Play) -> None:
    starter = play().starter("org")

    starter.start()

    assert starter.opened.name != starter.tab.name


@pytest.mark.browser
def test_a_sound_app_gets_there(play: Play) -> None:
    assert_ends_as_said(play, "popup-blocked")
    assert_off(play)
