"""The entry keeps its first state, so a reload asks an answered question again."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "answer-not-stored"
LINE = "runner.storage.renewed"
WHY = "The entry was thought of as a hand-over, not as the state of the page."


def install(seams: Seams) -> Seams:
    """The entry keeps its first state, so a reload asks an answered question again."""
    return edit.asset(
        seams,
        "session.js",
        (
            """\
    remember(id, payload);
""",
            "",
        ),
    )
