"""An interview that was ended is still in progress."""

from dataclasses import replace
from datetime import datetime

from mock_backend.interview.progress import IN_PROGRESS, State
from mock_backend.seams import Seams
from mock_backend.store.repository import Document

NAME = "end-not-persisted"
LINE = "server.end.status"
WHY = "End computes the score and forgets the status."


def install(seams: Seams) -> Seams:
    """An interview that was ended is still in progress."""

    def ended(document: Document, now: datetime) -> State:
        return {**seams.ended(document, now), "status": IN_PROGRESS}

    return replace(seams, ended=ended)
