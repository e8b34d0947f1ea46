"""The first question of the payload is drawn again, not read."""

from dataclasses import replace

from mock_backend.interview.question import questions_of
from mock_backend.seams import Json, Seams
from mock_backend.store.repository import Document

NAME = "question-drawn-anew"
LINE = "server.get.database-alone"
WHY = "The payload asks the question bank instead of the document."


def install(seams: Seams) -> Seams:
    """The first question of the payload is drawn again, not read."""

    def payload(interview_id: str, document: Document) -> Json:
        drawn = questions_of(str(document.get("route")))[1].as_document()
        return {**seams.payload(interview_id, document), "firstQuestion": drawn}

    return replace(seams, payload=payload)
