"""Staff and admins get 403 for their own students."""

from dataclasses import replace

from mock_backend.seams import Seams

NAME = "staff-locked-out"
LINE = "server.get.status.200"
WHY = "Rules were written when only students used the page."


def install(seams: Seams) -> Seams:
    """Staff and admins get 403 for their own students."""
    return replace(seams, may_read=lambda caller, interview: caller.uid == interview.get("userId"))
