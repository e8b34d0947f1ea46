"""Nobody but the owner may act, staff and admins neither."""

from dataclasses import replace

from mock_backend.interview.access import Caller
from mock_backend.seams import Seams
from mock_backend.store.repository import Document

NAME = "staff-cannot-act"
LINE = "server.caller.staff"
WHY = "The owner check was written for answers, and then used for starts."


def install(seams: Seams) -> Seams:
    """Nobody but the owner may act, staff and admins neither."""

    def may_act(caller: Caller, interview: Document, user_id: str) -> bool:
        return caller.uid == user_id and seams.may_act(caller, interview, user_id)

    return replace(seams, may_act=may_act)
