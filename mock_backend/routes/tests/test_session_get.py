from datetime import timedelta

import pytest

from mock_backend.auth.forgery import Kind
from mock_backend.tests.client import Mock

PAYLOAD = {
    "apiSession",
    "firstQuestion",
    "route",
    "studentName",
    "firestoreInterviewId",
    "scope",
    "orgId",
}
API_SESSION = {
    "id",
    "userId",
    "visaType",
    "route",
    "studentProfile",
    "conversationHistory",
    "currentQuestionIndex",
    "responses",
    "score",
    "startTime",
    "endTime",
    "difficulty",
    "status",
}
FORGERIES: list[Kind] = ["expired", "wrong-audience", "wrong-issuer", "alg-none", "other-key"]


def test_the_payload_is_rebuilt_from_the_database(mock: Mock) -> None:
    interview_id = mock.started()

    answer = mock.get(interview_id)

    payload = answer.json()
    assert answer.status_code == 200
    assert (set(payload), set(payload["apiSession"])) == (PAYLOAD, API_SESSION)
    assert payload["firestoreInterviewId"] == payload["apiSession"]["id"] == interview_id
    assert payload["apiSession"]["startTime"] == "2026-01-02T03:04:05.000Z"
    assert payload["firstQuestion"]["question"] == "Why do you want to study in the United States?"


def test_it_equals_what_start_answered(mock: Mock) -> None:
    interview_id = mock.created()

    started = mock.start(interview_id).json()

    payload = mock.get(interview_id).json()
    assert payload["apiSession"] == started["session"]
    assert payload["firstQuestion"] == started["question"]


def test_the_answer_is_private_timed_and_named(mock: Mock) -> None:
    headers = mock.get(mock.started()).headers

    assert headers["cache-control"] == "private, no-store"
    assert [part.split(";")[0] for part in headers["server-timing"].split(", ")] == [
        "auth",
        "db",
        "build",
    ]
    assert headers["x-request-id"] == mock.events("request")[-1]["pair"]


def test_a_change_in_the_store_is_seen_by_the_next_call(mock: Mock) -> None:
    interview_id = mock.started()
    mock.get(interview_id)

    mock.change(interview_id, studentName="Somebody Else")

    assert mock.get(interview_id).json()["studentName"] == "Somebody Else"


@pytest.mark.parametrize("kind", FORGERIES)
def test_a_token_that_is_not_good_is_401_even_for_a_malformed_id(mock: Mock, kind: Kind) -> None:
    for interview_id in (mock.started(), "__x__", "nobody"):
        answer = mock.get(interview_id, token=mock.token("ann", kind))

        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Bearer a.b.c", "Basic YTpi"])
def test_what_is_no_token_is_401(mock: Mock, header: str) -> None:
    path = f"/api/interview/session/{mock.started()}"

    answer = mock.run(mock.client.get(path, headers={"Authorization": header}))

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_remembered_token_expires_all_the_same(mock: Mock) -> None:
    interview_id, token = mock.started(), mock.token("ann")
    assert mock.get(interview_id, token=token).status_code == 200

    mock.clock.move(timedelta(hours=1))

    assert mock.get(interview_id, token=token).status_code == 401


@pytest.mark.parametrize("segment", ["a%2Fb", "__x__", "x" * 1501, "%FF", "%2E%2E", "%C3%BC" * 751])
def test_an_id_that_firestore_refuses_is_400(mock: Mock, segment: str) -> None:
    answer = mock.get(segment)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-id")
    assert mock.events("db.read") == []


@pytest.mark.parametrize("path", ["", "a/b", "a/"])
def test_a_path_that_is_not_the_route_is_404(mock: Mock, path: str) -> None:
    assert mock.get(path).json()["code"] == "not-found"


def test_an_unknown_interview_is_404_for_everybody(mock: Mock) -> None:
    for uid in ("ann", "ada", "unheard-of"):
        assert mock.get("nothing", uid).json()["code"] == "not-found"


@pytest.mark.parametrize(
    ("uid", "status"),
    [("ann", 200), ("bob", 403), ("cid", 403), ("sue", 200), ("tom", 403), ("ada", 200)],
)
def test_owner_staff_of_the_organisation_and_admins_may_read(
    mock: Mock, uid: str, status: int
) -> None:
    assert mock.get(mock.started("ann"), uid).status_code == status


def test_staff_without_organisation_see_nothing_of_students_without_one(mock: Mock) -> None:
    mock.run(mock.store.create("users/lone", {"role": "staff", "orgId": "", "name": "Lone"}))

    assert mock.get(mock.started("cid"), "lone").status_code == 403


def test_a_foreign_interview_is_403_even_when_it_is_over(mock: Mock) -> None:
    interview_id = mock.started()
    mock.change(interview_id, status="completed")

    assert mock.get(interview_id, "bob").status_code == 403


@pytest.mark.parametrize("uid", ["ann", "sue", "ada"])
def test_a_completed_interview_is_410_for_every_caller(mock: Mock, uid: str) -> None:
    interview_id = mock.started()
    mock.act("end", interviewId=interview_id)

    answer = mock.get(interview_id, uid)

    assert (answer.status_code, answer.json()["code"]) == (410, "completed")


def test_an_interview_expires_at_its_instant(mock: Mock) -> None:
    interview_id = mock.started()
    mock.change(interview_id, expiresAt=mock.clock.now() + timedelta(milliseconds=1))
    assert mock.get(interview_id).status_code == 200

    mock.clock.move(timedelta(milliseconds=1))

    assert mock.get(interview_id).json()["code"] == "expired"


def test_an_interview_that_was_never_started_has_no_session(mock: Mock) -> None:
    interview_id = mock.created()

    assert mock.get(interview_id).json()["code"] == "not-started"
    assert mock.get(interview_id, "bob").status_code == 403


def test_too_many_calls_are_429_with_the_time_to_wait() -> None:
    mock = Mock(rate_per_minute=4)
    interview_id = mock.started()
    codes = [mock.get(interview_id).status_code for _ in range(3)]

    answer = mock.get(interview_id)

    assert (codes, answer.status_code) == ([200, 200, 429], 429)
    assert int(answer.headers["retry-after"]) == 55
    assert mock.get("nothing").status_code == 404
    assert mock.get(interview_id, "sue").status_code == 200
    mock.clock.move(timedelta(seconds=55))
    assert mock.get(interview_id).status_code == 200
    mock.close()


def test_an_unavailable_database_is_503_without_a_word_of_why(mock: Mock) -> None:
    interview_id = mock.started()
    mock.fault("database", {"error": "unavailable"}, match={"path": f"interviews/{interview_id}"})

    answer = mock.get(interview_id)

    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert interview_id not in answer.text


def test_a_database_that_is_too_slow_is_503() -> None:
    mock = Mock(deadline_s=0.05)
    interview_id = mock.started()
    mock.fault("database", {"hang": True}, match={"method": "read"})

    assert mock.get(interview_id).status_code == 503
    assert mock.events("db.read")[-1]["kind"] == "fail"
    mock.close()


def test_another_method_is_405(mock: Mock) -> None:
    answer = mock.call("DELETE", f"/api/interview/session/{mock.started()}", uid="ann")

    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
