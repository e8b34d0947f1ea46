"""The server's start time is that of the call."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

from mock_backend.clock import rfc3339
from mock_backend.seams import Json, Seams
from mock_backend.store.repository import Document

NAME = "times-differ"
LINE = "server.get.equal"
WHY = "The start is the time of the first question, and the fallback asks the clock."


def install(seams: Seams) -> Seams:
    """The server's start time is that of the call."""

    def payload(interview_id: str, document: Document) -> Json:
        found = seams.payload(interview_id, document)
        session = cast("Json", found["apiSession"])
        return {**found, "apiSession": {**session, "startTime": rfc3339(datetime.now(UTC))}}

    return replace(seams, payload=payload)
