"""A load fails without leaving a line."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "no-diagnostic-line"
LINE = "runner.diagnostic"
WHY = "Console output is stripped from production builds."


def install(seams: Seams) -> Seams:
    """A load fails without leaving a line."""
    return edit.asset(
        seams,
        "runner.js",
        ("console.warn('interview-load', JSON.stringify(failure))", "void failure"),
    )
