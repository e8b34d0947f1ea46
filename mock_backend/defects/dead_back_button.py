"""Return to Dashboard goes back in a history that a new tab does not have."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "dead-back-button"
LINE = "runner.error.dashboard"
WHY = "It works where the runner opens in the same tab."


def install(seams: Seams) -> Seams:
    """Return to Dashboard goes back in a history that a new tab does not have."""
    return edit.asset(
        seams,
        "runner.js",
        ("location.assign(dashboardOf(auth.remembered()))", "history.back()"),
    )
