"""The last answer is not written to the entry, so a reload asks the last question again."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "last-answer-not-renewed"
LINE = "runner.storage.renewed"
WHY = "The entry is written where the next question is shown, and after the last there is none."


def install(seams: Seams) -> Seams:
    """The last answer is not written to the entry, so a reload asks the last question again."""
    return edit.asset(
        seams,
        "session.js",
        (
            """\
    remember(id, payload);
""",
            """\
    if (currentQuestion(payload) !== null) remember(id, payload);
""",
        ),
        ("import { isPayload }", "import { currentQuestion, isPayload }"),
    )
