"""Without an entry the runner ends at once; the server is never asked."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "no-fallback"
LINE = "runner.server.shown"
WHY = "The page was written when the starter and the runner shared one tab."


def install(seams: Seams) -> Seams:
    """Without an entry the runner ends at once; the server is never asked."""
    return edit.asset(
        seams,
        "loader.js",
        ("await fromServer(state);", "noAnswer('not-found', 'missing');"),
    )
