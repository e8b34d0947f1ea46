import pytest

from harness.conditions.condition import BY_SERVER, in_error
from harness.conditions.tests.playing import (
    Play,
    assert_ends_as_said,
    assert_off,
    open_pair,
    served,
    statuses,
)
from harness.conditions.tests.wires import asked_by
from harness.conditions.wire import Fault
from harness.model.word import ErrorKind, Role

SERVER = in_error(ErrorKind.SERVER)


@pytest.mark.parametrize(
    ("name", "times"), [("server-error", 1), ("server-error:2", 2), ("server-error:always", None)]
)
def test_the_session_fails_so_often(name: str, times: int | None) -> None:
    assert asked_by(name) == [("fault", Fault(Role.SESSION, status=503, times=times))]


@pytest.mark.browser
def test_it_fails_in_both_tabs_and_in_the_server(play: Play) -> None:
    stage = play("server-error:always")

    pair = open_pair(stage, in_opener=False, in_popup=False)

    assert pair.ends == (SERVER, SERVER)
    assert [statuses(it) for it in pair.traces] == [[503] * 3, [503] * 3]
    assert len(served(stage)) == 6


@pytest.mark.browser
@pytest.mark.parametrize("in_opener", [True, False])
def test_it_fails_twice_then_all_is_well(play: Play, in_opener: bool) -> None:
    stage = play("server-error:2")

    pair = open_pair(stage, in_opener=in_opener, in_popup=False)

    first, then = reversed(pair.traces) if in_opener else pair.traces
    assert statuses(first) == [503, 503, 200]
    assert statuses(then) == ([] if in_opener else [200])
    assert pair.ends[1] == BY_SERVER


@pytest.mark.browser
def test_a_sound_app_gets_there(play: Play) -> None:
    assert_ends_as_said(play, "server-error:2")
    assert_off(play)
