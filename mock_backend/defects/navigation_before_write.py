"""The tab is sent on while the entry is still to be written."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "navigation-before-write"
LINE = "starter.storage"
WHY = "The write was moved to a later task, to make the click feel faster."


def install(seams: Seams) -> Seams:
    """The tab is sent on while the entry is still to be written."""
    return edit.asset(
        seams,
        "starter.js",
        (
            """\
  store(payload);
  await pause(browserClock, SETTLE_MS);""",
            "  setTimeout(() => store(payload), 1_000);",
        ),
    )
