"""The server, asked without a browser, and the database behind it."""

import pytest

from harness.conditions.tests.playing import Play
from harness.errors import Unsupported
from harness.model.word import Role
from harness.stage.backend import DatabaseFault

pytestmark = pytest.mark.browser


def test_the_owner_asks_where_nobody_else_is_named(play: Play) -> None:
    stage = play()
    session = stage.session()

    assert stage.server.get(session).status == 200
    assert stage.server.get(session, visitor="stranger").status == 403
    assert stage.server.get(session, visitor="nobody").status == 401
    assert stage.server.get(session, token="not-a-token").status == 401
    assert stage.server.get("a%2Fb").status == 400


def test_a_call_carries_the_field_that_tells_it_from_others(play: Play) -> None:
    stage = play()
    session = stage.session()

    answer = stage.server.call(Role.END, {"interviewId": session.document_id})

    assert answer.status == 200
    assert stage.server.document(session)["status"] == "completed"
    assert stage.server.send(Role.END, "no JSON").status == 400


def test_a_call_that_the_profile_does_not_name_is_unsupported(play: Play) -> None:
    with pytest.raises(Unsupported, match="a call to session, of which the profile names 1,"):
        play().server.call(Role.SESSION, {}, nth=1)


def test_documents_are_read_and_changed_past_the_server(play: Play) -> None:
    stage = play()
    session = stage.session()

    stage.server.change(session, score=7)

    assert stage.server.document(session)["score"] == 7
    assert stage.server.document("no-such-id") == {}
    assert stage.server.user("owner")["role"] == "student"


def test_a_person_is_changed_past_the_server(play: Play) -> None:
    stage = play()
    session = stage.session()
    before = stage.server.get(session, visitor="staff").status

    stage.server.change_user("staff", orgId="elsewhere")

    assert (before, stage.server.get(session, visitor="staff").status) == (200, 403)


def test_a_fault_of_the_database_ends_when_it_is_lifted(play: Play) -> None:
    stage = play()
    session = stage.session()

    stage.server.disturb_database(DatabaseFault("read", error="unavailable"))
    broken = stage.server.get(session).status
    stage.lift()

    assert (broken, stage.server.get(session).status) == (503, 200)
