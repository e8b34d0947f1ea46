"""The server is asked too often, by who may be used up; and what a page said is said again."""

import pytest

from harness.conditions.tests.playing import Play
from harness.errors import NotObserved, Unsupported
from harness.model.word import Role
from harness.stage.observed import call_in

pytestmark = pytest.mark.browser


def test_the_control_plane_says_how_often_is_too_often(play: Play) -> None:
    stage = play()
    session = stage.session()
    allowed = stage.server.get(session).status

    answer = stage.server.ask_too_often(session)
    stage.lift()

    assert (allowed, answer.status, stage.server.get(session).status) == (200, 429, 200)


def test_nobody_is_used_up_whom_the_profile_does_not_name(play: Play) -> None:
    stage = play()
    session = stage.session()
    stage._scene.backend = None

    with pytest.raises(Unsupported, match="asking too often"):
        stage.server.ask_too_often(session)


def test_an_application_that_is_never_asked_too_often_is_not_observed(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = play()
    session = stage.session()
    monkeypatch.setattr(stage.server, "limit", lambda _: None)

    with pytest.raises(NotObserved, match="7 calls were not too many"):
        stage.server.ask_too_often(session)


def test_what_a_page_said_is_said_again_by_somebody_else(play: Play) -> None:
    stage = play()
    start = call_in(stage.starter_for_oneself().start(), Role.START)

    assert stage.server.repeat(start).status == 200
    assert stage.server.repeat(start, body={}).status == 400
    assert stage.server.repeat(start, visitor="stranger").status == 403
    assert stage.server.repeat(start, visitor="nobody").status == 401


def test_what_no_page_said_is_not_observed(play: Play) -> None:
    stage = play()

    with pytest.raises(NotObserved):
        call_in(stage.starter_for_oneself().start(), Role.END)
