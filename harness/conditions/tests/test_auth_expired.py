import pytest

from harness.conditions.condition import BY_SERVER, End, in_error
from harness.conditions.tests.playing import (
    Play,
    assert_ends_as_said,
    assert_off,
    end_of,
    inside,
    load,
    open_from_small_page,
    served,
)
from harness.conditions.tests.wires import asked_by
from harness.conditions.wire import AuthRule
from harness.model.trace import Trace
from harness.model.word import ErrorKind, Role

SIGNED_OUT = in_error(ErrorKind.SIGNED_OUT)
EXPIRED = "JSON.parse(localStorage.getItem('auth:user')).expiresAt < Date.now()"


@pytest.mark.parametrize(
    ("name", "token"),
    [
        ("auth-expired", "expired"),
        ("auth-expired:unnoticed", "unnoticed"),
        ("auth-expired:for-good", "revoked"),
    ],
)
def test_it_asks_for_such_a_token(name: str, token: str) -> None:
    assert asked_by(name) == [("auth", AuthRule(token=token))]


def auth_statuses(trace: Trace) -> list[int | None]:
    return [it.status for it in trace.requests(Role.AUTH)]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "status", "end"),
    [
        ("auth-expired", 200, BY_SERVER),
        ("auth-expired:unnoticed", 200, BY_SERVER),
        ("auth-expired:for-good", 401, SIGNED_OUT),
    ],
)
def test_a_tab_and_an_opened_tab_must_renew(play: Play, name: str, status: int, end: End) -> None:
    alone = load(stage := play(name), in_storage=False)

    assert (auth_statuses(alone), end_of(alone)) == ([status], end)
    assert len(served(stage, "/api/auth/token")) == 1

    pair = open_from_small_page(play(name), in_storage=False)

    assert (auth_statuses(pair.popup.trace), end_of(pair.popup.trace)) == ([status], end)


@pytest.mark.browser
def test_the_token_in_the_browser_has_expired(play: Play) -> None:
    for name, expired in (
        ("auth-expired", True),
        ("auth-expired:unnoticed", False),
        ("storage-empty", False),
    ):
        stage = play(name)
        tab = stage.tab()
        tab.visit("/api/health")
        assert inside(tab, EXPIRED) is expired


@pytest.mark.browser
@pytest.mark.parametrize("name", ["auth-expired", "auth-expired:for-good"])
def test_a_sound_app_renews_it_or_says_so(play: Play, name: str) -> None:
    assert_ends_as_said(play, name)
    assert assert_off(play).journey().traces[-1].requests(Role.AUTH) == ()
