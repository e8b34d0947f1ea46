"""An interview that is over is gone for its owner only."""

from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime

from mock_backend.interview.access import Caller
from mock_backend.seams import Seams
from mock_backend.store.repository import Document

NAME = "staff-see-finished"
LINE = "server.get.status.410"
WHY = "Staff wanted to look at results, and this endpoint was the nearest one."


def install(seams: Seams) -> Seams:
    """An interview that is over is gone for its owner only."""
    let_in: ContextVar[bool] = ContextVar("let_in", default=False)

    def may_read(caller: Caller, interview: Document) -> bool:
        let_in.set(seams.may_read(caller, interview))
        return let_in.get()

    def gone(document: Document, now: datetime) -> str | None:
        is_other = let_in.get()
        let_in.set(False)
        return None if is_other else seams.gone(document, now)

    return replace(seams, may_read=may_read, gone=gone)
