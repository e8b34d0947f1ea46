"""A 401 ends the load at once; no fresh token is asked for."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "stale-token-not-renewed"
LINE = "runner.error.signed-out"
WHY = "The token is taken to be good as long as the page is open."


def install(seams: Seams) -> Seams:
    """A 401 ends the load at once; no fresh token is asked for."""
    return edit.asset(
        seams,
        "attempts.js",
        ("renew = answer.kind === 'signed-out' && !renewed;", "renew = false;"),
    )
