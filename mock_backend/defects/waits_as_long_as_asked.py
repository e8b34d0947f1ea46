"""A Retry-After beyond the deadline is waited for all the same."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "waits-as-long-as-asked"
LINE = "runner.error.retry-after-too-long"
WHY = "Retry-After is to be obeyed, and nobody compared it with the time that is left."


def install(seams: Seams) -> Seams:
    """A Retry-After beyond the deadline is waited for all the same."""
    return edit.asset(
        seams,
        "attempts.js",
        (
            "if (wait === null || wait + SHORTEST_ATTEMPT_MS > left(state)) return answer;",
            "if (wait === null) return answer;",
        ),
    )
