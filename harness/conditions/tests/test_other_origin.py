import pytest

from harness.conditions.condition import in_error
from harness.conditions.registry import condition_named
from harness.conditions.tests.playing import (
    Play,
    assert_ends_as_said,
    assert_off,
    end_of,
    inside,
    open_pair,
    served,
)
from harness.conditions.tests.wires import asked_by
from harness.model.word import Capability, ErrorKind, Screen

SIGNED_OUT = in_error(ErrorKind.SIGNED_OUT)


def test_it_asks_for_the_other_host_where_there_is_one() -> None:
    assert asked_by("other-origin") == [("runner_host", "other")]
    assert Capability.OTHER_ORIGIN in condition_named("other-origin").needs


@pytest.mark.browser
def test_both_tabs_are_sent_on_to_an_origin_where_nothing_is_stored(play: Play) -> None:
    stage = play("other-origin")

    pair = open_pair(stage, in_opener=True, in_popup=True)

    other = stage.place.other_origin
    assert pair.both("location.origin") == (other, other)
    assert pair.both("Object.keys(localStorage)") == ([], [])
    assert pair.ends == (SIGNED_OUT, SIGNED_OUT)
    assert len(served(stage, "/interview/")) == 2


@pytest.mark.browser
def test_a_starters_tab_is_sent_on_and_never_blank(play: Play) -> None:
    stage = play("other-origin")
    starter = stage.starter("org")

    runner = starter.start().runner

    assert inside(starter.tab, "location.origin") == stage.place.target.origin
    assert inside(starter.opened, "location.origin") == stage.place.other_origin
    assert end_of(runner) == SIGNED_OUT, runner.story()
    shown = [it.text("screen") for it in runner.screens()]
    assert Screen.BLANK not in shown[shown.index(Screen.LOADING) :]


@pytest.mark.browser
def test_a_sound_app_says_so(play: Play) -> None:
    assert_ends_as_said(play, "other-origin")
    stage = assert_off(play)
    tab = stage.tab()
    tab.open(stage.session())
    assert inside(tab, "location.origin") == stage.place.target.origin
