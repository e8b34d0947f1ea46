"""Whatever was answered, the server gives back the first question."""

from dataclasses import replace
from typing import cast

from mock_backend.seams import Json, Seams
from mock_backend.store.repository import Document

NAME = "resume-at-question-one"
LINE = "server.answer.resume"
WHY = "The payload is rebuilt from the first question alone."


def install(seams: Seams) -> Seams:
    """Whatever was answered, the server gives back the first question."""

    def payload(interview_id: str, document: Document) -> Json:
        found = seams.payload(interview_id, document)
        session = cast("Json", found["apiSession"])
        history = cast("list[object]", session["conversationHistory"])
        first = {"conversationHistory": history[:1], "currentQuestionIndex": 0, "responses": []}
        return {**found, "apiSession": {**session, **first}}

    return replace(seams, payload=payload)
