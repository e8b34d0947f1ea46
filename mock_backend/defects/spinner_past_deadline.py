"""A server that hangs keeps the page loading for minutes."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "spinner-past-deadline"
LINE = "runner.stuck"
WHY = "There is a limit for each attempt, a generous one, and none for the whole."


def install(seams: Seams) -> Seams:
    """A server that hangs keeps the page loading for minutes."""
    seams = edit.asset(
        seams,
        "retry.js",
        ("ATTEMPT_MS = 3_500", "ATTEMPT_MS = 60_000"),
    )
    seams = edit.asset(
        seams,
        "runner.js",
        ("LIMIT_MS = 14_400", "LIMIT_MS = 300_000"),
    )
    return edit.page(
        seams,
        "interview",
        ("DEADLINE_MS = 14600", "DEADLINE_MS = 300000"),
    )
