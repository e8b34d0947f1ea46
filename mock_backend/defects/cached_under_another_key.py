"""The server's payload is stored under a key that nobody reads."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "cached-under-another-key"
LINE = "runner.server.cached"
WHY = "Two modules build the key, each in its own way."


def install(seams: Seams) -> Seams:
    """The server's payload is stored under a key that nobody reads."""
    return edit.asset(
        seams,
        "loader.js",
        ("setItem(keyOf(id), encode", "setItem(`interview:${id}`, encode"),
    )
