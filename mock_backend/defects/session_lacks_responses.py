"""The session of the server has no responses."""

from dataclasses import replace
from typing import cast

from mock_backend.seams import Json, Seams
from mock_backend.store.repository import Document

NAME = "session-lacks-responses"
LINE = "server.get.api-session"
WHY = "Responses are large, and the list of fields to read was written by hand."


def install(seams: Seams) -> Seams:
    """The session of the server has no responses."""

    def payload(interview_id: str, document: Document) -> Json:
        found = seams.payload(interview_id, document)
        session = cast("Json", found["apiSession"])
        return {**found, "apiSession": {k: v for k, v in session.items() if k != "responses"}}

    return replace(seams, payload=payload)
