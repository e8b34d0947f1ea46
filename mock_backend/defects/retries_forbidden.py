"""A session that the person may not see is asked for three times."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "retries-forbidden"
LINE = "runner.error.forbidden"
WHY = "A 403 was seen once right after a deployment, and has been retried since."


def install(seams: Seams) -> Seams:
    """A session that the person may not see is asked for three times."""
    return edit.asset(
        seams,
        "attempts.js",
        ("(kind) => kind === 'network'", "(kind) => kind === 'forbidden' || kind === 'network'"),
    )
