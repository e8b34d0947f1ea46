"""A person who may not see the session is given no way out."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "dashboard-button-missing"
LINE = "runner.error.buttons"
WHY = "The buttons were added screen by screen, and this one was forgotten."


def install(seams: Seams) -> Seams:
    """A person who may not see the session is given no way out."""
    return edit.asset(
        seams,
        "screens.js",
        (
            """\
who sent you the link.',
    ways: ['dashboard'],""",
            """\
who sent you the link.',
    ways: [],""",
        ),
    )
