"""The tab is sent on in the same breath as the write."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "no-moment"
LINE = "starter.moment"
WHY = "The pause looked like a sleep that somebody had forgotten."


def install(seams: Seams) -> Seams:
    """The tab is sent on in the same breath as the write."""
    return edit.asset(
        seams,
        "starter.js",
        (
            """\
  await pause(browserClock, SETTLE_MS);
""",
            """\
  void SETTLE_MS;
""",
        ),
    )
