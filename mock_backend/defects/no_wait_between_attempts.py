"""Three attempts follow each other at once."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "no-wait-between-attempts"
LINE = "runner.server.waits"
WHY = "The wait was awaited without `await`."


def install(seams: Seams) -> Seams:
    """Three attempts follow each other at once."""
    return edit.asset(
        seams,
        "attempts.js",
        ("    await pause(clock, wait);", "    void pause(clock, wait);"),
    )
