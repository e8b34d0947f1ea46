import pytest

from harness.conditions.condition import BY_SERVER, BY_STORAGE
from harness.conditions.tests.playing import (
    DOCUMENT_MS,
    Play,
    assert_ends_as_said,
    assert_off,
    inside,
    open_pair,
    served,
    taken_ms,
)
from harness.conditions.tests.wires import asked_by
from harness.conditions.wire import Fault
from harness.model.word import Role


def test_each_function_is_slow_once() -> None:
    roles = [Role.DOCUMENT, Role.SESSION, Role.CREATE, Role.START]

    assert asked_by("cold-start:3s") == [
        ("fault", Fault(it, delay_ms=3_000, times=1)) for it in roles
    ]


@pytest.mark.browser
def test_the_first_page_and_the_first_call_take_their_time(play: Play) -> None:
    stage = play("cold-start:1200ms")

    pair = open_pair(stage, in_opener=True, in_popup=False)

    opener_ms, popup_ms = pair.both(DOCUMENT_MS)
    assert opener_ms >= 1_000 > popup_ms
    [call] = pair.popup.trace.requests(Role.SESSION)
    assert taken_ms(call) >= 1_000
    assert pair.ends == (BY_STORAGE, BY_SERVER)
    assert len(served(stage, "/interview/")) == 2
    assert len(served(stage)) == 1


@pytest.mark.browser
@pytest.mark.slow
def test_a_sound_app_gets_there(play: Play) -> None:
    assert_ends_as_said(play, "cold-start")

    stage = assert_off(play)
    tab = stage.tab()
    tab.open(stage.session())
    assert inside(tab, DOCUMENT_MS) < 1_000
