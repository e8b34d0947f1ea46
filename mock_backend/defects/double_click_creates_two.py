"""Each click of a double click starts an interview of its own."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "double-click-creates-two"
LINE = "starter.double-click"
WHY = "The button is disabled by a state that is set after the first await."


def install(seams: Seams) -> Seams:
    """Each click of a double click starts an interview of its own."""
    return edit.asset(
        seams,
        "starter-form.js",
        (
            """\
    if (button.disabled) return;
    button.disabled = true;
""",
            "",
        ),
    )
