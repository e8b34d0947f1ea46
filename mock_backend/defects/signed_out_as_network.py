"""A 401 is shown as a connection that failed."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "signed-out-as-network"
LINE = "runner.error.signed-out"
WHY = "There is one catch for everything that is not a 200."


def install(seams: Seams) -> Seams:
    """A 401 is shown as a connection that failed."""
    return edit.asset(
        seams,
        "attempts.js",
        ("401: 'signed-out'", "401: 'network'"),
    )
