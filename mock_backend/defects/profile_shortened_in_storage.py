"""The starter stores a shorter session than the server gives back."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "profile-shortened-in-storage"
LINE = "words.payload"
WHY = "The entry was made small, and only the name seemed to be of use."


def install(seams: Seams) -> Seams:
    """The starter stores a shorter session than the server gives back."""
    return edit.asset(
        seams,
        "starter.js",
        (
            """\
  apiSession,
  firstQuestion: question,""",
            """\
  apiSession: apiSession && { ...apiSession, responses: [], conversationHistory: [] },
  firstQuestion: question,""",
        ),
    )
