"""Another student of the organisation may read."""

from dataclasses import replace

from mock_backend.interview.access import Caller
from mock_backend.seams import Seams
from mock_backend.store.repository import Document

NAME = "same-org-student-may-read"
LINE = "server.get.status.403"
WHY = "The check asks for the organisation and forgets the role."


def install(seams: Seams) -> Seams:
    """Another student of the organisation may read."""

    def may_read(caller: Caller, interview: Document) -> bool:
        is_same = caller.org_id != "" and interview.get("orgId") == caller.org_id
        return is_same or seams.may_read(caller, interview)

    return replace(seams, may_read=may_read)
