"""The runner waits for auth as long as there is time at all."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "auth-waited-for-long"
LINE = "runner.auth.bounded"
WHY = "Somebody on a slow link was sent away, and the limit was raised."


def install(seams: Seams) -> Seams:
    """The runner waits for auth as long as there is time at all."""
    seams = edit.asset(
        seams,
        "loader.js",
        (
            "const AUTH_MS = 4_000;",
            "const AUTH_MS = 13_000;",
        ),
    )
    return edit.asset(
        seams,
        "auth.js",
        (
            "const REFRESH_MS = 4_000;",
            "const REFRESH_MS = 13_000;",
        ),
    )
