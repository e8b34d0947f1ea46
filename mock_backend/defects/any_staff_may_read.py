"""Staff of any organisation may read."""

from dataclasses import replace

from mock_backend.interview.access import STAFF, Caller
from mock_backend.seams import Seams
from mock_backend.store.repository import Document

NAME = "any-staff-may-read"
LINE = "server.get.status.403"
WHY = "The check asks for the role and forgets the organisation."


def install(seams: Seams) -> Seams:
    """Staff of any organisation may read."""

    def may_read(caller: Caller, interview: Document) -> bool:
        return caller.role == STAFF or seams.may_read(caller, interview)

    return replace(seams, may_read=may_read)
