import pytest

from harness.conditions.condition import BY_SERVER, BY_STORAGE
from harness.conditions.tests.playing import (
    DOCUMENT_MS,
    SESSION_PATH,
    Play,
    assert_ends_as_said,
    assert_off,
    delayed,
    inside,
    open_pair,
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

    assert inside(pair.opener, DOCUMENT_MS) >= 1_000
    assert delayed(stage, "/interview/") == [True, False]
    # On a busy machine the page may give up the first call, and ask once more.
    call, *_ = pair.popup.trace.requests(Role.SESSION)
    assert taken_ms(call) >= 1_000
    assert pair.ends == (BY_STORAGE, BY_SERVER)
    first, *later = delayed(stage, SESSION_PATH)
    assert first
    assert not any(later)


@pytest.mark.browser
@pytest.mark.slow
def test_a_sound_app_gets_there(play: Play) -> None:
    assert_ends_as_said(play, "cold-start")

    stage = assert_off(play)
    assert not any(delayed(stage, "/"))
