"""An unknown interview is answered 403."""

from dataclasses import replace

from mock_backend.problem import Answered
from mock_backend.seams import Seams

NAME = "unknown-is-forbidden"
LINE = "server.get.status.404"
WHY = "Everything that is not found is hidden, also from who asks for the own."


def install(seams: Seams) -> Seams:
    """An unknown interview is answered 403."""
    return replace(seams, unknown=lambda: Answered(403, "forbidden"))
