"""The server says when to come back, and nobody listens."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "ignored-retry-after"
LINE = "runner.server.retry-after"
WHY = "The header is read by the wrong name."


def install(seams: Seams) -> Seams:
    """The server says when to come back, and nobody listens."""
    return edit.asset(
        seams,
        "retry.js",
        ("headers.get('retry-after')", "headers.get('retryafter')"),
    )
