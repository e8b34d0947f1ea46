"""An attempt has all the time that is left."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "no-timeout-on-fetch"
LINE = "runner.server.timeout"
WHY = "fetch has no timeout by itself, and none was given to it."


def install(seams: Seams) -> Seams:
    """An attempt has all the time that is left."""
    return edit.asset(
        seams,
        "attempts.js",
        ("Math.min(ATTEMPT_MS, left(state))", "left(state)"),
    )
