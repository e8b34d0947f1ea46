import pytest

from harness.conditions.condition import in_error
from harness.conditions.registry import condition_named
from harness.conditions.tests.playing import (
    Play,
    assert_ends_as_said,
    assert_off,
    open_pair,
    served,
    statuses,
    waited_ms,
)
from harness.conditions.tests.wires import asked_by
from harness.conditions.wire import Fault
from harness.model.word import ErrorKind, Role


@pytest.mark.parametrize(
    ("name", "seconds"),
    [("rate-limited", "3"), ("rate-limited:2s", "2"), ("rate-limited:1100ms", "2")],
)
def test_it_says_when_in_whole_seconds(name: str, seconds: str) -> None:
    headers = (("Retry-After", seconds),)

    assert asked_by(name) == [("fault", Fault(Role.SESSION, status=429, headers=headers, times=1))]


def test_a_wait_beyond_the_deadline_ends_as_server() -> None:
    assert condition_named("rate-limited:60s").empty == in_error(ErrorKind.SERVER)


@pytest.mark.browser
@pytest.mark.parametrize("in_opener", [True, False])
def test_whichever_tab_asks_first_is_told_to_wait(play: Play, in_opener: bool) -> None:
    stage = play("rate-limited:5s")

    pair = open_pair(stage, in_opener=in_opener, in_popup=False)

    told = pair.traces[1 if in_opener else 0]
    assert statuses(told) == [429, 200]
    refused, again = told.requests(Role.SESSION)
    assert refused.headers["retry-after"] == "5"
    assert waited_ms(refused, again) >= 5_000
    assert len(served(stage)) == (2 if in_opener else 3)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["rate-limited", "rate-limited:60s"])
def test_a_sound_app_waits_or_says_so(play: Play, name: str) -> None:
    assert_ends_as_said(play, name)
    assert_off(play)
