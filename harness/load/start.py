"""Starts an interview as the page's starter does, and answers a question as its runner does."""

from pydantic import JsonValue

from harness.load.call import Call, Send, body_of, expects
from harness.load.payload import is_payload
from harness.load.person import Person
from harness.load.world import NoAnswer
from harness.profile.template import at

CREATE = "create"
START = "start"
ANSWERING = "answer"
ANSWER = "Because of its laboratories."
ROUTE, VISA = "usa_f1", "F1"
# As long as the page's own calls may take.
TIMEOUT_MS = 10_000


class NotStarted(Exception):
    """The interview could not be started, so there is nothing to load."""


def start(send: Send, person: Person) -> tuple[str, JsonValue]:
    """The id and the payload of a new interview of this person.

    Raises NotStarted when a call fails, or when what came makes no payload.
    """
    try:
        return _started(send, person)
    except NoAnswer as error:
        raise NotStarted(f"no answer: {error}") from error


def answered(
    send: Send, person: Person, interview_id: str, payload: JsonValue
) -> tuple[JsonValue, bool]:
    """The payload after one more answer, and whether there is another question to answer.

    Raises NotStarted when the call fails, or when what came makes no payload.
    """
    asked: JsonValue = {
        "action": "answer",
        "interviewId": interview_id,
        "answer": ANSWER,
        "questionIndex": at(payload, "apiSession.currentQuestionIndex"),
    }
    try:
        found = _called(send, person, ANSWERING, "/api/interview/session", asked, 200)
    except NoAnswer as error:
        raise NotStarted(f"no answer: {error}") from error
    session = found.get("session")
    facts = payload if isinstance(payload, dict) else {}
    return {**facts, "apiSession": session}, found.get("question") is not None


def _started(send: Send, person: Person) -> tuple[str, JsonValue]:
    created = _called(send, person, CREATE, "/api/student/interviews", {"route": ROUTE}, 201)
    interview_id = str(created.get("id", ""))
    asked: JsonValue = {
        "action": "start",
        "userId": person.remembered_uid(),
        "visaType": VISA,
        "route": ROUTE,
        "studentProfile": {"name": person.name},
        "firestoreInterviewId": interview_id,
    }
    started = _called(send, person, START, "/api/interview/session", asked, 200)
    session = started.get("session")
    facts = session if isinstance(session, dict) else {}
    payload: JsonValue = {
        "apiSession": session,
        "firstQuestion": started.get("question"),
        "route": facts.get("route"),
        "studentName": person.name,
        "firestoreInterviewId": interview_id,
        "scope": "user",
        "orgId": created.get("orgId"),
    }
    if not is_payload(payload):
        raise NotStarted(f"{START} answered no session")
    return interview_id, payload


def _called(
    send: Send, person: Person, name: str, path: str, body: JsonValue, status: int
) -> dict[str, JsonValue]:
    token = person.token(TIMEOUT_MS)
    call = Call("POST", path, name, body, token, TIMEOUT_MS, expects(status))
    answer = send(call)
    if answer.status != status:
        raise NotStarted(f"{name} answered {answer.status}")
    return body_of(answer)
