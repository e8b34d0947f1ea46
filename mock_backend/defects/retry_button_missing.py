"""A connection that failed cannot be tried again."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "retry-button-missing"
LINE = "runner.error.buttons"
WHY = "Reloading the page does the same, it was said."


def install(seams: Seams) -> Seams:
    """A connection that failed cannot be tried again."""
    return edit.asset(
        seams,
        "screens.js",
        (
            """\
Check that you are online, then try again; nothing is lost.',
    ways: ['retry', 'dashboard'],""",
            """\
Check that you are online, then try again; nothing is lost.',
    ways: ['dashboard'],""",
        ),
    )
