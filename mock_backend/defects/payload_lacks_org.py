"""The payload of the server has no organisation."""

from dataclasses import replace

from mock_backend.seams import Json, Seams
from mock_backend.store.repository import Document

NAME = "payload-lacks-org"
LINE = "server.get.payload"
WHY = "The field was added to the starter only."


def install(seams: Seams) -> Seams:
    """The payload of the server has no organisation."""

    def payload(interview_id: str, document: Document) -> Json:
        found = seams.payload(interview_id, document)
        return {name: value for name, value in found.items() if name != "orgId"}

    return replace(seams, payload=payload)
