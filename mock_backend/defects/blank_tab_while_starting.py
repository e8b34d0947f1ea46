"""The new tab stays empty until its interview is there."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "blank-tab-while-starting"
LINE = "starter.starting-page"
WHY = "An empty tab opens at once, and on a fast machine nobody sees that it is empty."


def install(seams: Seams) -> Seams:
    """The new tab stays empty until its interview is there."""
    return edit.asset(
        seams,
        "starter.js",
        ("window.open('/starting', '_blank')", "window.open('', '_blank')"),
    )
