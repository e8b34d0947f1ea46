"""The server says scope user of an interview that an organisation created."""

from dataclasses import replace

from mock_backend.seams import Json, Seams
from mock_backend.store.repository import Document

NAME = "scope-differs"
LINE = "server.get.equal"
WHY = "The fallback was written for students first."


def install(seams: Seams) -> Seams:
    """The server says scope user of an interview that an organisation created."""

    def payload(interview_id: str, document: Document) -> Json:
        found = seams.payload(interview_id, document)
        return {**found, "scope": "user"}

    return replace(seams, payload=payload)
