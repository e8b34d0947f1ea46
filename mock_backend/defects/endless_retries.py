"""The server is asked again and again, as long as the page is open."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "endless-retries"
LINE = "runner.server.attempts"
WHY = "The loop ends on success; that it may never come was not thought of."


def install(seams: Seams) -> Seams:
    """The server is asked again and again, as long as the page is open."""
    return edit.asset(
        seams,
        "attempts.js",
        ("nth === ATTEMPTS) return answer;", "nth === Infinity) return answer;"),
        (" || wait + SHORTEST_ATTEMPT_MS > left(state)", ""),
    )
