"""A blocked popup falls back to the same tab, and nobody is told."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "popup-fallback-unsaid"
LINE = "starter.blocked"
WHY = "The fallback was added in a hurry; the sentence was left for later."


def install(seams: Seams) -> Seams:
    """A blocked popup falls back to the same tab, and nobody is told."""
    return edit.asset(
        seams,
        "starter.js",
        (
            """\
  if (isGone(tab)) screen.tell(BLOCKED);
""",
            "",
        ),
        (
            """\
  screen.tell(BLOCKED);
  await pause(browserClock, NOTICE_MS);
""",
            "",
        ),
    )
