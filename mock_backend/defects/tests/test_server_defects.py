"""Each defect of the server does break what it says, and the sound application does not."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, get_args

import pytest

from mock_backend.auth.forgery import Kind
from mock_backend.tests.client import Mock

Broken = Callable[[Mock], bool]
SESSION = "/api/interview/session/"
# What defects put off is put off for longer than any machine takes to look, and passes at once.
LATE_S = 600.0
PUT_OFF = ("late_commit.DELAY_S", "writes_flushed_later.FLUSH_S", "created_after_answer.DELAY_S")


@pytest.fixture(autouse=True)
def put_off(monkeypatch: pytest.MonkeyPatch) -> None:
    for it in PUT_OFF:
        monkeypatch.setattr(f"mock_backend.defects.{it}", LATE_S)


@pytest.fixture
def make() -> Iterator[Callable[..., Mock]]:
    """Makes applications and ends them."""
    made: list[Mock] = []

    def one(*defects: str) -> Mock:
        made.append(Mock(*defects, rate_per_minute=20))
        return made[-1]

    yield one
    for mock in made:
        mock.close()


def answer_first(mock: Mock, interview_id: str) -> None:
    mock.act("answer", interviewId=interview_id, answer="Yes.", questionIndex=0)


def differs(*path: str) -> Broken:
    """Whether a field of the payload is other than start and create said."""

    def broken(mock: Mock) -> bool:
        body = {"studentId": "ann", "route": "usa_f1"}
        created = mock.call("POST", "/api/org/interviews", uid="sue", json=body).json()
        started = mock.start(created["id"]).json()
        mock.clock.move(timedelta(minutes=1))
        stored: Any = {
            "apiSession": started["session"],
            "firstQuestion": started["question"],
            "studentName": "Ann Archer",
            "scope": "org",
            "orgId": "north",
        }
        got: Any = mock.get(created["id"]).json()
        for name in path:
            stored, got = stored[name], got.get(name)
        return bool(stored != got)

    return broken


def url_id_not_document_id(mock: Mock) -> bool:
    interview_id = mock.created()
    return mock.start(interview_id).status_code == 200 and mock.get(interview_id).status_code == 404


def write_lost(mock: Mock) -> bool:
    return mock.document(mock.started())["sessionState"] is None


def late_commit(mock: Mock) -> bool:
    interview_id = mock.started()
    was_late = mock.document(interview_id)["sessionState"] is None
    mock.pass_by(2 * LATE_S)
    return was_late and mock.document(interview_id)["sessionState"] is not None


def failed_write_answered_200(mock: Mock) -> bool:
    interview_id = mock.created()
    mock.fault("database", {"error": "unavailable"}, match={"method": "replace"})
    return mock.start(interview_id).status_code == 200


def state_never_persisted(mock: Mock) -> bool:
    interview_id = mock.started()
    answer_first(mock, interview_id)
    return bool(mock.document(interview_id)["sessionState"]["currentQuestionIndex"] == 0)


def end_not_persisted(mock: Mock) -> bool:
    interview_id = mock.started()
    mock.act("end", interviewId=interview_id)
    return bool(mock.document(interview_id)["status"] != "completed")


def resume_at_question_one(mock: Mock) -> bool:
    interview_id = mock.started()
    answer_first(mock, interview_id)
    return bool(mock.get(interview_id).json()["apiSession"]["currentQuestionIndex"] == 0)


def first_question_twice(mock: Mock) -> bool:
    return len(mock.document(mock.started())["sessionState"]["conversationHistory"]) == 2


def invented_default_question(mock: Mock) -> bool:
    return mock.get(mock.created()).status_code == 200


def stale_body_served(mock: Mock) -> bool:
    interview_id = mock.started()
    mock.get(interview_id)
    mock.change(interview_id, studentName="Another")
    return bool(mock.get(interview_id).json()["studentName"] != "Another")


def reads(uid: str) -> Broken:
    return lambda mock: mock.get(mock.started(), uid).status_code == 200


def gone_before_forbidden(mock: Mock) -> bool:
    interview_id = mock.started()
    mock.change(interview_id, status="completed")
    return mock.get(interview_id, "bob").status_code == 410


def still_served(**fields: object) -> Broken:
    def broken(mock: Mock) -> bool:
        interview_id = mock.started()
        mock.change(interview_id, **fields)
        mock.clock.move(timedelta(minutes=59))
        return mock.get(interview_id).status_code == 200

    return broken


def expired_still_served(mock: Mock) -> bool:
    interview_id = mock.started()
    mock.change(interview_id, expiresAt=mock.clock.now())
    return mock.get(interview_id).status_code == 200


def token_not_verified(mock: Mock) -> bool:
    interview_id = mock.started()
    forged = (mock.token("ann", kind) for kind in get_args(Kind) if kind != "valid")
    return all(mock.get(interview_id, token=token).status_code == 200 for token in forged)


def start_without_token(mock: Mock) -> bool:
    body = {
        "action": "start",
        "userId": "ann",
        "visaType": "v",
        "route": "usa_f1",
        "studentProfile": {"name": "Ann"},
        "firestoreInterviewId": mock.created(),
    }
    return mock.call("POST", "/api/interview/session", json=body).status_code == 200


def start_overwrites_foreign(mock: Mock) -> bool:
    interview_id = mock.started()
    mock.start(interview_id, "bob", studentProfile={"name": "Bob Baker"})
    return bool(mock.document(interview_id)["studentName"] == "Bob Baker")


def start_begins_anew(mock: Mock) -> bool:
    interview_id = mock.started()
    answer_first(mock, interview_id)
    return bool(mock.start(interview_id).json()["session"]["currentQuestionIndex"] == 0)


def students_book_for_others(mock: Mock) -> bool:
    body = {"studentId": "bob", "route": "usa_f1"}
    return mock.call("POST", "/api/org/interviews", uid="ann", json=body).status_code == 201


def encoded_slash_crashes(mock: Mock) -> bool:
    answer = mock.get("a%2Fb")
    return answer.status_code == 500 and "path elements" in answer.text


def database_fails(told: Callable[[Any], bool]) -> Broken:
    def broken(mock: Mock) -> bool:
        interview_id = mock.started()
        mock.fault("database", {"error": "unavailable"}, match={"method": "read"})
        return told(mock.get(interview_id))

    return broken


def limit_without_retry_after(mock: Mock) -> bool:
    interview_id = mock.started()
    answers = [mock.get(interview_id) for _ in range(25)]
    return answers[-1].status_code == 429 and "retry-after" not in answers[-1].headers


def page_cached_by_edge(mock: Mock) -> bool:
    first = mock.call("GET", "/interview/one")
    mock.clock.move(timedelta(minutes=1))
    return first.text == mock.call("GET", "/interview/two").text


def verified_token_outlives_expiry(mock: Mock) -> bool:
    interview_id, token = mock.started(), mock.token("ann")
    mock.get(interview_id, token=token)
    mock.clock.move(timedelta(hours=2))
    return mock.get(interview_id, token=token).status_code == 200


def staff_without_organisation_read(mock: Mock) -> bool:
    interview_id = mock.started("cid")
    lone = {"role": "staff", "orgId": "", "name": "Lone Lee"}
    mock.run(mock.store.create("users/lee", lone))
    return mock.get(interview_id, "lee").status_code == 200


def any_staff_may_act(mock: Mock) -> bool:
    interview_id = mock.started()
    answer = mock.act("answer", "tom", interviewId=interview_id, answer="Yes.", questionIndex=0)
    return answer.status_code == 200


def staff_see_finished(mock: Mock) -> bool:
    interview_id = mock.started()
    mock.act("end", interviewId=interview_id)
    owner, staff = mock.get(interview_id), mock.get(interview_id, "sue")
    return (owner.status_code, staff.status_code) == (410, 200)


def equal_answers_merged(mock: Mock) -> bool:
    interview_id = mock.started()
    answer_first(mock, interview_id)
    said = mock.act("answer", interviewId=interview_id, answer="Yes.", questionIndex=1).json()
    return bool(mock.get(interview_id).json()["apiSession"] != said["session"])


def missing_remembered(mock: Mock) -> bool:
    interview_id = mock.created()
    mock.get(interview_id)
    mock.start(interview_id)
    return mock.get(interview_id).status_code == 404


def created_after_answer(mock: Mock) -> bool:
    answer = mock.call("POST", "/api/student/interviews", uid="ann", json={"route": "usa_f1"})
    return answer.status_code == 201 and mock.start(answer.json()["id"]).status_code == 404


def created_answer_without_org(mock: Mock) -> bool:
    answer = mock.call("POST", "/api/student/interviews", uid="ann", json={"route": "usa_f1"})
    return bool(answer.json()["orgId"] != mock.document(answer.json()["id"])["orgId"])


def org_interview_in_user_scope(mock: Mock) -> bool:
    body = {"studentId": "ann", "route": "usa_f1"}
    created = mock.call("POST", "/api/org/interviews", uid="sue", json=body).json()
    return bool(mock.document(created["id"])["scope"] == "user")


def start_takes_anything(mock: Mock) -> bool:
    body = {
        "action": "start",
        "userId": "ann",
        "studentProfile": {"name": "Ann"},
        "firestoreInterviewId": mock.created(),
    }
    return mock.call("POST", "/api/interview/session", uid="ann", json=body).status_code == 200


def staff_cannot_act(mock: Mock) -> bool:
    return mock.start(mock.created(), "sue", userId="ann").status_code == 403


def person_overwritten_at_start(mock: Mock) -> bool:
    mock.started()
    return "role" not in mock.run(mock.store.read("users/ann")).document


def writes_flushed_later(mock: Mock) -> bool:
    return mock.document(mock.started())["sessionState"] is None


def page_caching(mock: Mock) -> str:
    return str(mock.call("GET", "/interview/one").headers["cache-control"])


def leads_nowhere(path: str) -> Broken:
    return lambda mock: mock.call("GET", path).status_code == 404


def handler_not_exported(mock: Mock) -> bool:
    return mock.get(mock.started()).status_code == 405


def header(name: str, wanted: str) -> Broken:
    return lambda mock: wanted not in mock.get(mock.started()).headers[name]


BREAKS: dict[str, Broken] = {
    "url-id-not-document-id": url_id_not_document_id,
    "write-lost": write_lost,
    "late-commit": late_commit,
    "failed-write-answered-200": failed_write_answered_200,
    "state-never-persisted": state_never_persisted,
    "end-not-persisted": end_not_persisted,
    "resume-at-question-one": resume_at_question_one,
    "first-question-twice": first_question_twice,
    "invented-default-question": invented_default_question,
    "question-drawn-anew": differs("firstQuestion"),
    "stale-body-served": stale_body_served,
    "payload-lacks-org": differs("orgId"),
    "session-lacks-responses": differs("apiSession", "responses"),
    "scope-differs": differs("scope"),
    "name-differs": differs("studentName"),
    "times-differ": differs("apiSession", "startTime"),
    "profile-differs": differs("apiSession", "studentProfile"),
    "same-org-student-may-read": reads("bob"),
    "any-staff-may-read": reads("tom"),
    "staff-locked-out": lambda mock: not reads("sue")(mock),
    "gone-before-forbidden": gone_before_forbidden,
    "completed-still-served": still_served(status="completed"),
    "expired-still-served": expired_still_served,
    "token-not-verified": token_not_verified,
    "start-without-token": start_without_token,
    "start-overwrites-foreign": start_overwrites_foreign,
    "start-begins-anew": start_begins_anew,
    "start-without-question": lambda mock: "question" not in mock.start(mock.created()).json(),
    "students-book-for-others": students_book_for_others,
    "org-missing-in-document": lambda mock: "orgId" not in mock.document(mock.created("cid")),
    "encoded-slash-crashes": encoded_slash_crashes,
    "unknown-is-forbidden": lambda mock: mock.get("nothing").status_code == 403,
    "database-error-as-500": database_fails(lambda answer: answer.status_code == 500),
    "database-waited-for": lambda mock: mock.services.seams.deadline_s > 3,
    "limit-without-retry-after": limit_without_retry_after,
    "error-names-document": database_fails(lambda answer: "google.api_core" in answer.text),
    "errors-as-plain-json": lambda mock: "code" not in mock.get("nothing").json(),
    "session-cached-publicly": header("cache-control", "no-store"),
    "timing-missing": header("server-timing", "db;dur="),
    "page-cached-by-edge": page_cached_by_edge,
    "verified-token-outlives-expiry": verified_token_outlives_expiry,
    "staff-without-organisation-read": staff_without_organisation_read,
    "any-staff-may-act": any_staff_may_act,
    "id-checked-before-token": lambda mock: mock.call("GET", SESSION + "__x__").status_code == 400,
    "staff-see-finished": staff_see_finished,
    "equal-answers-merged": equal_answers_merged,
    "missing-remembered": missing_remembered,
    "created-after-answer": created_after_answer,
    "created-answer-without-org": created_answer_without_org,
    "org-interview-in-user-scope": org_interview_in_user_scope,
    "start-takes-anything": start_takes_anything,
    "staff-cannot-act": staff_cannot_act,
    "person-overwritten-at-start": person_overwritten_at_start,
    "dots-crash": lambda mock: mock.get("%2E%2E").status_code == 500,
    "only-own-ids-routed": leads_nowhere("/interview/some-id"),
    "long-ids-not-routed": leads_nowhere("/interview/" + "x" * 20),
    "writes-flushed-later": writes_flushed_later,
    "page-kept-by-browsers": lambda mock: "max-age=300" in page_caching(mock),
    "handler-not-exported": handler_not_exported,
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_defect_breaks_what_it_says_and_nothing_else_does(
    make: Callable[..., Mock], name: str
) -> None:
    assert BREAKS[name](make(name))
    assert not BREAKS[name](make())
