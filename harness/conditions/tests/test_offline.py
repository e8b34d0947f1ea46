import pytest

from harness.conditions.condition import BY_SERVER, in_error
from harness.conditions.registry import compose
from harness.conditions.tests.playing import (
    ASKS_SERVER,
    Play,
    assert_ends_as_said,
    assert_off,
    end_of,
    open_pair,
    served,
    statuses,
)
from harness.conditions.tests.wires import asked_by
from harness.conditions.wire import Fault, Link
from harness.model.word import ErrorKind, Role

NETWORK = in_error(ErrorKind.NETWORK)


def test_everything_but_pages_and_their_files_is_cut() -> None:
    asked = asked_by("offline")

    assert {fault.role for _, fault in asked} == set(Role) - {Role.DOCUMENT, Role.ASSET}
    assert {fault for _, fault in asked} == {Fault(fault.role, offline=True) for _, fault in asked}


def test_everything_is_the_link_itself() -> None:
    assert asked_by("offline:everything") == [("link", Link(offline=True))]


@pytest.mark.browser
def test_no_tab_reaches_the_server_which_hears_nothing(play: Play) -> None:
    stage = play("offline")

    pair = open_pair(stage, in_opener=False, in_popup=False)

    assert pair.ends == (NETWORK, NETWORK)
    assert [statuses(it) for it in pair.traces] == [[None] * 3, [None] * 3]
    assert pair.both(ASKS_SERVER) == ("TypeError", "TypeError")
    assert served(stage, "/api/") == []


@pytest.mark.browser
def test_back_online_retry_recovers_in_both_tabs(play: Play) -> None:
    stage = play("offline")
    pair = open_pair(stage, in_opener=False, in_popup=False)

    stage.lift()

    assert end_of(pair.popup.retry()) == BY_SERVER
    assert end_of(pair.opener.retry()).layer is not None
    assert pair.both(ASKS_SERVER) == ("came", "came")


@pytest.mark.browser
def test_everything_goes_and_comes_back_in_tabs_that_are_open(play: Play) -> None:
    stage = play()
    pair = open_pair(stage, in_opener=True, in_popup=True)
    before = len(served(stage, "/api/health"))

    stage.under(*compose(["offline:everything"]))

    assert pair.both("navigator.onLine") == (False, False)
    assert pair.both(ASKS_SERVER) == ("TypeError", "TypeError")
    assert len(served(stage, "/api/health")) == before

    stage.lift()

    assert pair.both("navigator.onLine") == (True, True)
    assert pair.both(ASKS_SERVER) == ("came", "came")


@pytest.mark.browser
def test_a_sound_app_says_so(play: Play) -> None:
    assert_ends_as_said(play, "offline")
    assert_off(play)
