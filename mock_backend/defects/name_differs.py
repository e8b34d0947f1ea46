"""The server gives the first name where storage has the whole."""

from dataclasses import replace

from mock_backend.seams import Json, Seams
from mock_backend.store.repository import Document

NAME = "name-differs"
LINE = "server.get.equal"
WHY = "The server takes the name apart for a greeting."


def install(seams: Seams) -> Seams:
    """The server gives the first name where storage has the whole."""

    def payload(interview_id: str, document: Document) -> Json:
        found = seams.payload(interview_id, document)
        return {**found, "studentName": str(found["studentName"]).split()[0]}

    return replace(seams, payload=payload)
