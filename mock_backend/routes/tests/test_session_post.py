from datetime import datetime, timedelta
from typing import Any

import pytest

from mock_backend.tests.client import Mock


def test_start_writes_the_session_before_it_answers(mock: Mock) -> None:
    interview_id = mock.created()

    answer = mock.start(interview_id)

    document = mock.document(interview_id)
    first = document["firstQuestion"]
    assert set(answer.json()) == {"session", "question", "interviewId"}
    assert (answer.json()["interviewId"], answer.json()["question"]) == (interview_id, first)
    assert document["sessionState"] == {
        "conversationHistory": [
            {
                "role": "interviewer",
                "content": first["question"],
                "questionType": first["questionType"],
                "difficulty": first["difficulty"],
            }
        ],
        "currentQuestionIndex": 0,
        "responses": [],
    }
    assert (document["status"], document["startTime"]) == ("in_progress", mock.clock.now())
    pair = answer.headers["x-request-id"]
    mine = [event for event in mock.events() if event["pair"] == pair]
    order = [(event["what"], event["kind"]) for event in mine]
    assert order.index(("db.replace", "ok")) < order.index(("request", "ok"))


def test_a_second_start_gives_the_same_session_again(mock: Mock) -> None:
    interview_id = mock.created()
    first = mock.start(interview_id)
    mock.clock.move(timedelta(minutes=5))
    before = mock.document(interview_id)

    second = mock.start(interview_id, studentProfile={"name": "Another Name"})

    assert (second.status_code, second.json()) == (200, first.json())
    assert mock.document(interview_id) == before


@pytest.mark.parametrize("uid", ["bob", "cid", "tom"])
@pytest.mark.parametrize("is_started", [True, False])
def test_a_start_by_anybody_else_is_403_and_changes_nothing(
    mock: Mock, uid: str, *, is_started: bool
) -> None:
    interview_id = mock.started() if is_started else mock.created()
    before = mock.document(interview_id)

    for acting_for in (uid, "ann"):
        answer = mock.start(interview_id, uid, userId=acting_for)
        assert answer.json()["code"] == "forbidden"

    assert mock.document(interview_id) == before


@pytest.mark.parametrize("uid", ["sue", "ada"])
def test_staff_and_admins_start_for_their_student(mock: Mock, uid: str) -> None:
    interview_id = mock.created()

    assert mock.start(interview_id, uid, userId="ann").status_code == 200
    assert mock.document(interview_id)["userId"] == "ann"


def test_nobody_starts_somebody_elses_interview_as_their_own(mock: Mock) -> None:
    interview_id = mock.created("ann")

    assert mock.start(interview_id, "ada", userId="ada").status_code == 403


def test_a_start_without_a_token_is_401_before_all_else(mock: Mock) -> None:
    assert (
        mock.call("POST", "/api/interview/session", json={"action": "nonsense"}).json()["code"]
        == "unauthenticated"
    )


@pytest.mark.parametrize(
    "missing", ["userId", "visaType", "route", "studentProfile", "firestoreInterviewId"]
)
def test_a_start_that_lacks_a_field_is_refused_by_its_name(mock: Mock, missing: str) -> None:
    without: dict[str, Any] = {missing: None}

    answer = mock.start(mock.created(), **without)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-request")
    assert missing in answer.json()["detail"]


def test_a_write_that_fails_is_503_and_names_no_id(mock: Mock) -> None:
    interview_id = mock.created()
    mock.fault("database", {"error": "unavailable"}, match={"method": "replace"})

    answer = mock.start(interview_id)

    assert answer.status_code == 503
    assert interview_id not in answer.text
    assert mock.document(interview_id)["sessionState"] is None


def test_a_create_that_fails_is_503_and_names_no_id(mock: Mock) -> None:
    mock.fault("database", {"error": "deadline"}, match={"method": "create"})

    answer = mock.call("POST", "/api/student/interviews", uid="ann", json={"route": "usa_f1"})

    assert answer.status_code == 503
    assert set(answer.json()) == {"type", "title", "status", "code", "detail", "requestId"}


def test_a_write_that_somebody_came_before_is_tried_again(mock: Mock) -> None:
    interview_id = mock.created()
    mock.fault("database", {"error": "aborted"}, match={"method": "replace"}, times=2)

    assert mock.start(interview_id).status_code == 200


def test_an_answer_moves_on_and_a_reload_resumes_there(mock: Mock) -> None:
    interview_id = mock.started()

    answer = mock.act("answer", interviewId=interview_id, answer="Because.", questionIndex=0)

    session = answer.json()["session"]
    assert session["currentQuestionIndex"] == 1
    assert [turn["role"] for turn in session["conversationHistory"]] == [
        "interviewer",
        "student",
        "interviewer",
    ]
    assert session["conversationHistory"][2]["content"] == answer.json()["question"]["question"]
    assert session["responses"][0]["answer"] == "Because."
    assert mock.get(interview_id).json()["apiSession"] == session


def test_an_answer_sent_twice_is_recorded_once(mock: Mock) -> None:
    interview_id = mock.started()
    first = mock.act("answer", interviewId=interview_id, answer="Because.", questionIndex=0)

    second = mock.act("answer", interviewId=interview_id, answer="Because.", questionIndex=0)

    assert second.json() == first.json()


def test_after_the_last_question_there_is_none(mock: Mock) -> None:
    interview_id = mock.started()

    asked = [
        mock.act("answer", interviewId=interview_id, answer="Yes.").json()["question"]
        for _ in range(5)
    ]

    assert [question is None for question in asked] == [False, False, False, False, True]
    assert mock.get(interview_id).status_code == 200


def test_end_completes_the_interview(mock: Mock) -> None:
    interview_id = mock.started()
    mock.act("answer", interviewId=interview_id, answer="Because.")

    session = mock.act("end", interviewId=interview_id).json()["session"]

    document = mock.document(interview_id)
    assert (session["status"], session["score"]) == ("completed", 20)
    assert (document["status"], document["endTime"]) == ("completed", mock.clock.now())
    for action in ("answer", "end"):
        again = mock.act(action, interviewId=interview_id, answer="More.")
        assert again.json()["code"] == "completed"


@pytest.mark.parametrize("action", ["answer", "end"])
def test_only_who_may_act_answers_and_ends(mock: Mock, action: str) -> None:
    interview_id = mock.started()
    before = mock.document(interview_id)

    answers = [
        mock.act(action, uid, interviewId=interview_id, answer="No.") for uid in ("bob", "tom")
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert mock.document(interview_id) == before


@pytest.mark.parametrize(
    ("interview_id", "code"), [("nothing", "not-found"), ("__x__", "invalid-id")]
)
def test_an_id_that_is_not_there_or_none_is_refused(
    mock: Mock, interview_id: str, code: str
) -> None:
    assert mock.start(interview_id).json()["code"] == code


def test_a_created_interview_has_every_field(mock: Mock) -> None:
    document = mock.document(mock.created("ann"))

    assert set(document) == {
        "userId",
        "orgId",
        "scope",
        "studentName",
        "route",
        "visaType",
        "status",
        "score",
        "difficulty",
        "firstQuestion",
        "sessionState",
        "startTime",
        "endTime",
        "expiresAt",
        "createdAt",
        "updatedAt",
    }
    assert (document["userId"], document["orgId"], document["scope"]) == ("ann", "north", "user")
    assert document["expiresAt"] - document["createdAt"] == timedelta(hours=24)
    assert isinstance(document["createdAt"], datetime)


@pytest.mark.parametrize(
    ("uid", "student", "status"),
    [
        ("sue", "ann", 201),
        ("ada", "cid", 201),
        ("tom", "ann", 403),
        ("sue", "cid", 403),
        ("sue", "nobody", 403),
        ("ann", "ann", 403),
        ("ada", "sue", 403),
    ],
)
def test_staff_create_for_students_of_theirs(
    mock: Mock, uid: str, student: str, status: int
) -> None:
    body = {"studentId": student, "route": "usa_f1"}

    answer = mock.call("POST", "/api/org/interviews", uid=uid, json=body)

    assert answer.status_code == status
    if status == 201:
        document = mock.document(answer.json()["id"])
        assert (document["userId"], document["scope"]) == (student, "org")
        assert document["orgId"] == answer.json()["orgId"]
