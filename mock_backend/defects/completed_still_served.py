"""A completed interview is given back as if it went on."""

from dataclasses import replace
from datetime import datetime

from mock_backend.interview.progress import COMPLETED
from mock_backend.seams import Seams
from mock_backend.store.repository import Document

NAME = "completed-still-served"
LINE = "server.get.status.410"
WHY = "Only the list hides what is over."


def install(seams: Seams) -> Seams:
    """A completed interview is given back as if it went on."""

    def gone(document: Document, now: datetime) -> str | None:
        found = seams.gone(document, now)
        return None if found == COMPLETED else found

    return replace(seams, gone=gone)
