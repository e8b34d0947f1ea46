"""An expired interview is given back."""

from dataclasses import replace
from datetime import datetime

from mock_backend.interview.progress import COMPLETED
from mock_backend.seams import Seams
from mock_backend.store.repository import Document

NAME = "expired-still-served"
LINE = "server.get.status.410"
WHY = "Expiry was left to a nightly job."


def install(seams: Seams) -> Seams:
    """An expired interview is given back."""

    def gone(document: Document, now: datetime) -> str | None:
        found = seams.gone(document, now)
        return found if found == COMPLETED else None

    return replace(seams, gone=gone)
