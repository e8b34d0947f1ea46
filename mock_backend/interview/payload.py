"""The payload: a session as storage and server both hold it, rebuilt from the document alone."""

from collections.abc import Mapping
from datetime import datetime

from mock_backend.clock import rfc3339
from mock_backend.interview.progress import state_of
from mock_backend.store.repository import Document, Value


def payload(interview_id: str, document: Document) -> dict[str, object]:
    """The answer of GET session, field for field what a starter writes to storage."""
    return {
        "apiSession": api_session(interview_id, document),
        "firstQuestion": as_json(document.get("firstQuestion")),
        "route": document.get("route", ""),
        "studentName": document.get("studentName", ""),
        "firestoreInterviewId": interview_id,
        "scope": document.get("scope", "user"),
        "orgId": document.get("orgId", ""),
    }


def api_session(interview_id: str, document: Document) -> dict[str, object]:
    """The session itself, as `start`, `answer` and `end` answer it too."""
    state = state_of(document)
    return {
        "id": interview_id,
        "userId": document.get("userId", ""),
        "visaType": document.get("visaType", ""),
        "route": document.get("route", ""),
        "studentProfile": {"name": document.get("studentName", "")},
        "conversationHistory": as_json(state.get("conversationHistory", [])),
        "currentQuestionIndex": state.get("currentQuestionIndex", 0),
        "responses": as_json(state.get("responses", [])),
        "score": document.get("score"),
        "startTime": as_json(document.get("startTime")),
        "endTime": as_json(document.get("endTime")),
        "difficulty": document.get("difficulty", ""),
        "status": document.get("status", ""),
    }


def as_json(value: Value) -> object:
    """A stored value as JSON has it: instants as RFC 3339 text."""
    if isinstance(value, datetime):
        return rfc3339(value)
    if isinstance(value, Mapping):
        return {name: as_json(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value
