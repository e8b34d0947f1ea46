import pytest

from harness.conditions.condition import in_error
from harness.conditions.tests.playing import (
    Play,
    assert_ends_as_said,
    assert_off,
    open_pair,
    served,
)
from harness.conditions.tests.wires import asked_by
from harness.conditions.wire import AuthRule
from harness.model.word import ErrorKind

SIGNED_OUT = in_error(ErrorKind.SIGNED_OUT)
REMEMBERED = """[
  localStorage.getItem('auth:uid'), localStorage.getItem('auth:user'), document.cookie
]"""


def test_it_asks_for_nobody() -> None:
    assert asked_by("signed-out") == [("auth", AuthRule(visitor="nobody"))]


@pytest.mark.browser
def test_neither_tab_knows_anybody_and_the_server_is_not_asked(play: Play) -> None:
    stage = play("signed-out")

    pair = open_pair(stage, in_opener=True, in_popup=True)

    assert pair.both(REMEMBERED) == ([None, None, ""], [None, None, ""])
    assert pair.ends == (SIGNED_OUT, SIGNED_OUT)
    assert served(stage) == []


@pytest.mark.browser
def test_where_storage_is_blocked_too_nobody_is_known_either(play: Play) -> None:
    pair = open_pair(play("signed-out", "storage-blocked"), in_opener=True, in_popup=True)

    assert pair.ends == (SIGNED_OUT, SIGNED_OUT)


@pytest.mark.browser
def test_a_sound_app_says_so(play: Play) -> None:
    assert_ends_as_said(play, "signed-out")
    assert_off(play)
