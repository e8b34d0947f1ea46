"""A full storage stops the start, and the opened tab waits for ever."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "starter-quota-breaks"
LINE = "starter.storage-failed"
WHY = "The write stands outside of any try, because it always worked."


def install(seams: Seams) -> Seams:
    """A full storage stops the start, and the opened tab waits for ever."""
    return edit.asset(
        seams,
        "starter.js",
        ("console.warn('starter: the session could not be stored:', String(error))", "throw error"),
    )
