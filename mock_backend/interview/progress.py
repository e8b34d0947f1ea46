"""How an interview's document moves on: created, started, answered, ended.

Each function takes the document as it stands and returns the one that should replace it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from mock_backend.interview.question import DIFFICULTY, Question, questions_of, visa_type_of
from mock_backend.store.repository import Document, Value

LIFETIME = timedelta(hours=24)

SCHEDULED = "scheduled"
IN_PROGRESS = "in_progress"
COMPLETED = "completed"

State = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Booking:
    """For whom an interview is created, by whom it may be seen, and about what."""

    user_id: str
    student_name: str
    org_id: str
    scope: str
    route: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What a starter says when it starts an interview."""

    visa_type: str
    route: str
    student_name: str


def created(booking: Booking, now: datetime) -> State:
    """A scheduled interview: it has no question and no state yet."""
    return {
        "userId": booking.user_id,
        "orgId": booking.org_id,
        "scope": booking.scope,
        "studentName": booking.student_name,
        "route": booking.route,
        "visaType": visa_type_of(booking.route),
        "status": SCHEDULED,
        "score": None,
        "difficulty": DIFFICULTY,
        "firstQuestion": None,
        "sessionState": None,
        "startTime": None,
        "endTime": None,
        "expiresAt": now + LIFETIME,
        "createdAt": now,
        "updatedAt": now,
    }


def is_started(document: Document) -> bool:
    """Whether the document holds a session that can be given back."""
    return isinstance(document.get("firstQuestion"), Mapping) and isinstance(
        document.get("sessionState"), Mapping
    )


def started(document: Document, opening: Opening, first: Question, now: datetime) -> State:
    """The interview in progress, with its first question once in the history."""
    asked = first.as_document()
    return {
        **document,
        "visaType": opening.visa_type,
        "route": opening.route,
        "studentName": opening.student_name,
        "status": IN_PROGRESS,
        "difficulty": first.difficulty,
        "firstQuestion": {**asked},
        "sessionState": {
            "conversationHistory": [_turn(asked)],
            "currentQuestionIndex": 0,
            "responses": [],
        },
        "startTime": now,
        "updatedAt": now,
    }


def answered(document: Document, answer: str, now: datetime) -> State:
    """The interview with this answer to the current question, and the next question asked."""
    state = state_of(document)
    index = index_of(document)
    current = current_question(document) or {}
    turns: list[Value] = [*_list(state, "conversationHistory")]
    turns.append({"role": "student", "content": answer})
    upcoming = _question_at(document, index + 1)
    if upcoming is not None:
        turns.append(_turn(upcoming))
    given: Value = {
        "questionIndex": index,
        "question": current.get("question"),
        "answer": answer,
        "answeredAt": now,
    }
    moved: State = {
        "conversationHistory": turns,
        "currentQuestionIndex": index + 1,
        "responses": [*_list(state, "responses"), given],
    }
    return {**document, "sessionState": moved, "updatedAt": now}


def ended(document: Document, now: datetime) -> State:
    """The completed interview with its score: the share of questions answered, in percent."""
    asked = len(questions_of(str(document.get("route", ""))))
    given = len(_list(state_of(document), "responses"))
    return {
        **document,
        "status": COMPLETED,
        "score": min(100, round(100 * given / asked)),
        "endTime": now,
        "updatedAt": now,
    }


def gone(document: Document, now: datetime) -> str | None:
    """Why nobody can hold this interview any more: `completed`, `expired`, or None."""
    if document.get("status") == COMPLETED:
        return COMPLETED
    expires = document.get("expiresAt")
    return "expired" if isinstance(expires, datetime) and expires <= now else None


def current_question(document: Document) -> Mapping[str, Value] | None:
    """The question to answer now; None when all are answered."""
    index = index_of(document)
    if index == 0:
        first = document.get("firstQuestion")
        return first if isinstance(first, Mapping) else None
    return _question_at(document, index)


def state_of(document: Document) -> Mapping[str, Value]:
    """The session's state, empty before the start."""
    state = document.get("sessionState")
    return state if isinstance(state, Mapping) else {}


def index_of(document: Document) -> int:
    """The current question's index, from 0."""
    index = state_of(document).get("currentQuestionIndex")
    return index if isinstance(index, int) else 0


def _question_at(document: Document, index: int) -> Mapping[str, Value] | None:
    questions = questions_of(str(document.get("route", "")))
    return questions[index].as_document() if index < len(questions) else None


def _turn(question: Mapping[str, Value]) -> Value:
    return {
        "role": "interviewer",
        "content": question["question"],
        "questionType": question["questionType"],
        "difficulty": question["difficulty"],
    }


def _list(state: Mapping[str, Value], name: str) -> list[Value]:
    found = state.get(name)
    return found if isinstance(found, list) else []
