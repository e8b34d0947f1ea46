"""Every wait is exactly one second."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "constant-wait"
LINE = "runner.server.waits"
WHY = "The backoff was simplified, and the spread went with it."


def install(seams: Seams) -> Seams:
    """Every wait is exactly one second."""
    return edit.asset(
        seams,
        "retry.js",
        ("wait * (1 - SPREAD + 2 * SPREAD * random())", "Math.min(wait, 1_000)"),
    )
