"""A single lost answer ends the load."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "one-attempt-only"
LINE = "runner.error.network"
WHY = "The retries were tested on 503 and wired to statuses only."


def install(seams: Seams) -> Seams:
    """A single lost answer ends the load."""
    return edit.asset(
        seams,
        "attempts.js",
        ("kind === 'network' || kind === 'server'", "kind === 'server'"),
    )
