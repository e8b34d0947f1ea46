"""The session is asked for without the token."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "token-missing"
LINE = "runner.server.bearer"
WHY = "The header was lost when the request moved to another helper."


def install(seams: Seams) -> Seams:
    """The session is asked for without the token."""
    return edit.asset(
        seams,
        "attempts.js",
        ("authorization: `Bearer ${token}`, accept", "accept"),
    )
