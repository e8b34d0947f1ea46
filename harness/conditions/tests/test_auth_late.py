import pytest

from harness.conditions.condition import BY_SERVER, in_error
from harness.conditions.registry import condition_named
from harness.conditions.tests.playing import (
    Play,
    assert_ends_as_said,
    assert_off,
    end_of,
    load,
    open_from_small_page,
    served,
    taken_ms,
)
from harness.conditions.tests.wires import asked_by
from harness.conditions.wire import AuthRule
from harness.model.trace import Trace
from harness.model.word import ErrorKind, Role


@pytest.mark.parametrize(("name", "ms"), [("auth-late", 2_000), ("auth-late:700ms", 700)])
def test_it_asks_for_late_auth(name: str, ms: float) -> None:
    assert asked_by(name) == [("auth", AuthRule(late_ms=ms))]


def test_what_is_later_than_anybody_waits_ends_as_network() -> None:
    condition = condition_named("auth-late:5s")

    assert (condition.line, condition.empty) == ("runner.auth.bounded", in_error(ErrorKind.NETWORK))


def assert_waits_for_auth(trace: Trace, ms: float) -> None:
    [renewed] = trace.requests(Role.AUTH)
    [asked] = trace.requests(Role.SESSION)
    assert taken_ms(renewed) >= ms
    assert renewed.ended_ms is not None
    assert asked.began_ms >= renewed.ended_ms
    assert end_of(trace) == BY_SERVER


@pytest.mark.browser
def test_a_tab_waits_for_auth_before_it_asks(play: Play) -> None:
    stage = play("auth-late:1s")

    assert_waits_for_auth(load(stage, in_storage=False), 900)

    renewed, asked = served(stage, "/api/auth/")[0], served(stage)[0]
    assert asked.at_ms - renewed.at_ms >= 900


@pytest.mark.browser
def test_so_does_an_opened_tab(play: Play) -> None:
    pair = open_from_small_page(play("auth-late:1s"), in_storage=False)

    assert_waits_for_auth(pair.popup.trace, 900)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["auth-late", "auth-late:6s"])
def test_a_sound_app_waits_or_says_so(play: Play, name: str) -> None:
    assert_ends_as_said(play, name)
    assert assert_off(play).journey().traces[-1].requests(Role.AUTH) == ()
