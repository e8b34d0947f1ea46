"""The mock's documents and payload, made from the contract and not from the mock's own code.

A session that is put into storage and database by the harness must be the same in both; that the
mock rebuilds the
same payload from the document is what is to be proved, so it is not asked for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from harness.model.event import Json

ROUTE = "uk_student"
VISA_TYPE = "student"
LIFETIME = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is decided when a session is made; everything else follows."""

    id: str
    owner_uid: str
    org_id: str
    student: str
    question: str
    status: str
    answers: int
    expired: bool
    now: datetime


def document(facts: Facts) -> dict[str, Json]:
    """The fields of `interviews/{id}` (contract.md, "Documents")."""
    state: Json = {
        "conversationHistory": _history(facts),
        "currentQuestionIndex": facts.answers,
        "responses": [_response(facts, at, time=_time) for at in range(facts.answers)],
    }
    expires = facts.now + (-LIFETIME if facts.expired else LIFETIME)
    ended = facts.now if facts.status == "completed" else None
    return {
        "userId": facts.owner_uid,
        "orgId": facts.org_id,
        "scope": "org" if facts.org_id else "user",
        "studentName": facts.student,
        "route": ROUTE,
        "visaType": VISA_TYPE,
        "status": facts.status,
        "score": None,
        "difficulty": "medium",
        "firstQuestion": _first(facts),
        "sessionState": state,
        "startTime": _time(facts.now),
        "endTime": _time(ended) if ended else None,
        "expiresAt": _time(expires),
        "createdAt": _time(facts.now),
        "updatedAt": _time(facts.now),
    }


def payload(facts: Facts) -> dict[str, Json]:
    """What storage and server both hold for the session (contract.md, "Server")."""
    ended = facts.now if facts.status == "completed" else None
    return {
        "apiSession": {
            "id": facts.id,
            "userId": facts.owner_uid,
            "visaType": VISA_TYPE,
            "route": ROUTE,
            "studentProfile": {"name": facts.student},
            "conversationHistory": _history(facts),
            "currentQuestionIndex": facts.answers,
            "responses": [_response(facts, at, time=_text) for at in range(facts.answers)],
            "score": None,
            "startTime": _text(facts.now),
            "endTime": _text(ended) if ended else None,
            "difficulty": "medium",
            "status": facts.status,
        },
        "firstQuestion": _first(facts),
        "route": ROUTE,
        "studentName": facts.student,
        "firestoreInterviewId": facts.id,
        "scope": "org" if facts.org_id else "user",
        "orgId": facts.org_id,
    }


def user(role: str, org_id: str, name: str) -> dict[str, Json]:
    """The fields of `users/{uid}`."""
    return {"role": role, "orgId": org_id, "name": name}


def instant() -> datetime:
    """Now, to the millisecond: what both JSON and Firestore keep."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1_000 * 1_000)


def _first(facts: Facts) -> dict[str, Json]:
    return {"question": facts.question, "questionType": "study-plans", "difficulty": "medium"}


def _history(facts: Facts) -> list[Json]:
    turns: list[Json] = []
    for at in range(facts.answers + 1):
        turns.append(
            {
                "role": "interviewer",
                "content": _question(facts, at),
                "questionType": "study-plans",
                "difficulty": "medium",
            }
        )
        if at < facts.answers:
            turns.append({"role": "student", "content": _answer(at)})
    return turns


def _response(facts: Facts, at: int, *, time: Callable[[datetime], Json]) -> dict[str, Json]:
    return {
        "questionIndex": at,
        "question": _question(facts, at),
        "answer": _answer(at),
        "answeredAt": time(facts.now),
    }


def _question(facts: Facts, at: int) -> str:
    return facts.question if at == 0 else f"Question {at + 1} of {facts.id}?"


def _answer(at: int) -> str:
    return f"Answer {at + 1}"


def _text(when: datetime) -> str:
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _time(when: datetime) -> Mapping[str, Json]:
    return {"$time": _text(when)}
