"""Anybody's start replaces an interview that is under way."""

from dataclasses import replace

from mock_backend.interview.access import Caller
from mock_backend.seams import Seams
from mock_backend.store.repository import Document

NAME = "start-overwrites-foreign"
LINE = "server.start.foreign"
WHY = "Start writes with the id that it is given, and asks nobody whose it is."


def install(seams: Seams) -> Seams:
    """Anybody's start replaces an interview that is under way."""

    def may_act(caller: Caller, interview: Document, user_id: str) -> bool:
        return caller.uid == user_id or seams.may_act(caller, interview, user_id)

    return replace(seams, may_act=may_act, resumes=lambda _: False)
