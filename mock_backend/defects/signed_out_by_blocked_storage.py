"""A blocked storage signs everybody out, so that the server is never asked."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "signed-out-by-blocked-storage"
LINE = "runner.server.storage-full"
WHY = "The sign-in is read from localStorage alone; whoever wrote the fallback was never blocked."


def install(seams: Seams) -> Seams:
    """A blocked storage signs everybody out, so that the server is never asked."""
    return edit.asset(
        seams,
        "remembered.js",
        ("isBlocked = true;", "return null;"),
    )
