"""A start that failed leaves its tab behind."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "failed-start-leaves-tab"
LINE = "starter.failed.closed"
WHY = "The early return came before the line that closes the tab."


def install(seams: Seams) -> Seams:
    """A start that failed leaves its tab behind."""
    return edit.asset(
        seams,
        "starter.js",
        (
            """\
    tab?.close();
""",
            "",
        ),
    )
