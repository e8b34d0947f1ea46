"""A blocked popup ends the start without a word."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "silent-popup-block"
LINE = "starter.blocked"
WHY = "Nobody tried the page with a popup blocker."


def install(seams: Seams) -> Seams:
    """A blocked popup ends the start without a word."""
    return edit.asset(
        seams,
        "starter.js",
        (
            """\
  if (isGone(tab)) screen.tell(BLOCKED);
""",
            """\
  if (isGone(tab)) return true;
""",
        ),
    )
