"""Staff of another organisation may start, answer and end an interview."""

from dataclasses import replace

from mock_backend.interview.access import STAFF, Caller
from mock_backend.seams import Seams
from mock_backend.store.repository import Document

NAME = "any-staff-may-act"
LINE = "server.caller"
WHY = "Reading was tied to the organisation after a review; nobody reviewed the writes."


def install(seams: Seams) -> Seams:
    """Staff of another organisation may start, answer and end an interview."""

    def may_act(caller: Caller, interview: Document, user_id: str) -> bool:
        is_for_owner = caller.role == STAFF and interview.get("userId") == user_id
        return is_for_owner or seams.may_act(caller, interview, user_id)

    return replace(seams, may_act=may_act)
