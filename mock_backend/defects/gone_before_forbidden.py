"""A stranger is told that an interview is over."""

from dataclasses import replace
from datetime import UTC, datetime

from mock_backend.interview.access import Caller
from mock_backend.problem import Problem
from mock_backend.seams import Seams
from mock_backend.store.repository import Document

NAME = "gone-before-forbidden"
LINE = "server.get.order"
WHY = "The cheap check was moved before the one that needs another read."


def install(seams: Seams) -> Seams:
    """A stranger is told that an interview is over."""

    def may_read(caller: Caller, interview: Document) -> bool:
        gone = seams.gone(interview, datetime.now(UTC))
        if gone is not None:
            raise Problem(gone)
        return seams.may_read(caller, interview)

    return replace(seams, may_read=may_read)
