"""An interview that does not exist is asked for three times."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "retries-not-found"
LINE = "runner.error.not-found"
WHY = "Every status but 200 counts as a failure that may pass."


def install(seams: Seams) -> Seams:
    """An interview that does not exist is asked for three times."""
    return edit.asset(
        seams,
        "attempts.js",
        ("(kind) => kind === 'network'", "(kind) => kind === 'not-found' || kind === 'network'"),
    )
