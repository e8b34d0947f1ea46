"""The starter stores a payload that lacks the first question."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "payload-without-first-question"
LINE = "starter.storage"
WHY = "The field was renamed in the server's answer, and this page still reads the old name."


def install(seams: Seams) -> Seams:
    """The starter stores a payload that lacks the first question."""
    return edit.asset(
        seams,
        "starter.js",
        ("  firstQuestion: question,", "  firstQuestion: question.firstQuestion,"),
        ("return isPayload(payload) ? payload :", "return payload ??"),
    )
