"""The server's profile has no name under the key that storage uses."""

from dataclasses import replace
from typing import cast

from mock_backend.seams import Json, Seams
from mock_backend.store.repository import Document

NAME = "profile-differs"
LINE = "server.get.equal"
WHY = "The profile is read from another collection, which names it otherwise."


def install(seams: Seams) -> Seams:
    """The server's profile has no name under the key that storage uses."""

    def payload(interview_id: str, document: Document) -> Json:
        found = seams.payload(interview_id, document)
        session = cast("Json", found["apiSession"])
        return {
            **found,
            "apiSession": {**session, "studentProfile": {"fullName": found["studentName"]}},
        }

    return replace(seams, payload=payload)
