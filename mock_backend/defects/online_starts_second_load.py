"""A connection that comes back starts a load beside the one that still tries."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "online-starts-second-load"
LINE = "runner.server.attempts"
WHY = "The page listens for the connection to come back, and does not ask what it is doing."


def install(seams: Seams) -> Seams:
    """A connection that comes back starts a load beside the one that still tries."""
    return edit.asset(
        seams,
        "runner.js",
        (
            """\
  guard.runner = 'on';
""",
            """\
  guard.runner = 'on';
  addEventListener('online', () => begin());
""",
        ),
    )
