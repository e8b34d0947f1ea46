"""A session of another id is shown when the server sends it."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "answer-of-another-id-accepted"
LINE = "runner.error.corrupt"
WHY = "What the server sends is believed."


def install(seams: Seams) -> Seams:
    """A session of another id is shown when the server sends it."""
    return edit.asset(
        seams,
        "attempts.js",
        (" || payload.firestoreInterviewId !== id", ""),
    )
