"""An interview without a question gets one that nobody stored."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

from mock_backend.clock import rfc3339
from mock_backend.interview.progress import IN_PROGRESS
from mock_backend.interview.question import Question
from mock_backend.seams import Json, Seams
from mock_backend.store.repository import Document

NAME = "invented-default-question"
LINE = "server.get.database-alone"
WHY = "A default keeps the page from crashing where the document has no question."

DEFAULT = Question("Tell me about yourself.", "general")


def install(seams: Seams) -> Seams:
    """An interview without a question gets one that nobody stored."""

    def payload(interview_id: str, document: Document) -> Json:
        now = rfc3339(datetime.now(UTC))
        found = seams.payload(interview_id, document)
        session = cast("Json", found["apiSession"])
        started = {**session, "startTime": session["startTime"] or now, "status": IN_PROGRESS}
        first = found["firstQuestion"] or DEFAULT.as_document()
        return {**found, "apiSession": started, "firstQuestion": first}

    return replace(seams, payload=payload, is_started=lambda _: True)
