"""Document and payload tell the same of one session."""

from datetime import UTC, datetime
from typing import Any, cast

import pytest

from harness.backend.document import Facts, document, instant, payload, user

NOW = datetime(2026, 11, 22, 16, 0, 0, 123000, tzinfo=UTC)


def facts(**parts: Any) -> Facts:  # noqa: ANN401 - of the facts
    """A session that was started and not answered."""
    known: dict[str, Any] = {
        "id": "abc",
        "owner_uid": "u1",
        "org_id": "o1",
        "student": "Amara",
        "question": "Why here?",
        "status": "in_progress",
        "answers": 0,
        "expired": False,
        "now": NOW,
    }
    return Facts(**{**known, **parts})


def api(it: Facts) -> dict[str, Any]:
    """The payload's session."""
    return cast("dict[str, Any]", payload(it)["apiSession"])


def state(it: Facts) -> dict[str, Any]:
    """The document's state."""
    return cast("dict[str, Any]", document(it)["sessionState"])


@pytest.mark.parametrize("answers", [0, 2])
def test_both_hold_the_same_conversation(answers: int) -> None:
    it = facts(answers=answers)
    assert state(it)["conversationHistory"] == api(it)["conversationHistory"]
    assert state(it)["currentQuestionIndex"] == api(it)["currentQuestionIndex"] == answers
    assert len(api(it)["conversationHistory"]) == 2 * answers + 1
    stripped = [{**told, "answeredAt": None} for told in state(it)["responses"]]
    assert stripped == [{**told, "answeredAt": None} for told in api(it)["responses"]]


def test_the_first_question_is_asked_once() -> None:
    it = facts(answers=1)
    history = api(it)["conversationHistory"]
    first = cast("dict[str, Any]", payload(it)["firstQuestion"])
    assert first == document(it)["firstQuestion"]
    assert [turn["content"] for turn in history].count(first["question"]) == 1


def test_instants_are_of_their_own_kind() -> None:
    assert api(facts())["startTime"] == "2026-11-22T16:00:00.123Z"
    assert document(facts())["startTime"] == {"$time": "2026-11-22T16:00:00.123Z"}
    assert instant().microsecond % 1_000 == 0


def test_an_organisation_decides_the_scope() -> None:
    assert (document(facts())["scope"], payload(facts())["scope"]) == ("org", "org")
    alone = facts(org_id="")
    assert (document(alone)["scope"], payload(alone)["scope"]) == ("user", "user")


def test_completed_has_an_end_and_expired_a_past() -> None:
    done = facts(status="completed", expired=True)
    assert document(done)["endTime"] == {"$time": api(done)["endTime"]}
    assert cast("dict[str, str]", document(done)["expiresAt"])["$time"] < "2026-11-22"
    assert api(facts())["endTime"] is None


def test_a_user_has_role_organisation_and_name() -> None:
    assert user("student", "o1", "Amara") == {"role": "student", "orgId": "o1", "name": "Amara"}
