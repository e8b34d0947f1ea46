"""Staff of no organisation may read the interviews of no organisation."""

from dataclasses import replace

from mock_backend.interview.access import STAFF, Caller
from mock_backend.seams import Seams
from mock_backend.store.repository import Document

NAME = "staff-without-organisation-read"
LINE = "server.get.status.403"
WHY = "Two organisations are compared, and nobody thought of two that are both empty."


def install(seams: Seams) -> Seams:
    """Staff of no organisation may read the interviews of no organisation."""

    def may_read(caller: Caller, interview: Document) -> bool:
        is_same = caller.role == STAFF and interview.get("orgId") == caller.org_id
        return is_same or seams.may_read(caller, interview)

    return replace(seams, may_read=may_read)
