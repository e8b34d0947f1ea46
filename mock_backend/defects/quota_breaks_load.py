"""A storage that is full or blocked ends a load that had its session."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "quota-breaks-load"
LINE = "runner.server.storage-full"
WHY = "The write stands outside of any try, because it always worked."


def install(seams: Seams) -> Seams:
    """A storage that is full or blocked ends a load that had its session."""
    return edit.asset(
        seams,
        "loader.js",
        ("console.warn('runner: the session could not be stored:', String(error))", "throw error"),
    )
