import pytest

from harness.conditions.condition import BY_SERVER, in_error
from harness.conditions.tests.playing import (
    Play,
    assert_ends_as_said,
    assert_off,
    end_of,
    load,
    open_pair,
    served,
    statuses,
)
from harness.conditions.tests.wires import asked_by
from harness.conditions.wire import Fault
from harness.model.word import ErrorKind, Role

NETWORK = in_error(ErrorKind.NETWORK)


@pytest.mark.parametrize(("name", "times"), [("reset", None), ("reset:1", 1)])
def test_the_session_gets_no_answer_so_often(name: str, times: int | None) -> None:
    assert asked_by(name) == [("fault", Fault(Role.SESSION, reset=True, times=times))]


@pytest.mark.browser
def test_requests_of_both_tabs_end_in_the_browser_and_the_server_hears_nothing(play: Play) -> None:
    stage = play("reset")

    pair = open_pair(stage, in_opener=False, in_popup=False)

    assert pair.ends == (NETWORK, NETWORK)
    assert [statuses(it) for it in pair.traces] == [[None] * 3, [None] * 3]
    assert len(served(stage)) == 0


@pytest.mark.browser
def test_once_is_survived(play: Play) -> None:
    trace = load(play("reset:1"), in_storage=False)

    assert end_of(trace) == BY_SERVER
    assert statuses(trace) == [None, 200]


@pytest.mark.browser
def test_a_sound_app_says_so(play: Play) -> None:
    assert_ends_as_said(play, "reset")
    assert_off(play)
