"""A Retry-After that is a date counts as none."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "retry-after-date-ignored"
LINE = "runner.server.retry-after"
WHY = "Our own limiter sends seconds; the edge in front of it sends a date."


def install(seams: Seams) -> Seams:
    """A Retry-After that is a date counts as none."""
    return edit.asset(
        seams,
        "retry.js",
        ("const until = Date.parse(/GMT$/.test(asked) ? asked : '');", "const until = NaN;"),
    )
