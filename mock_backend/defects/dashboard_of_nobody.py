"""Return to Dashboard leads to the sign-in page."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "dashboard-of-nobody"
LINE = "runner.error.dashboard"
WHY = "The link was copied from the page where signing in is the way out."


def install(seams: Seams) -> Seams:
    """Return to Dashboard leads to the sign-in page."""
    return edit.asset(
        seams,
        "runner.js",
        ("location.assign(dashboardOf(auth.remembered()))", "location.assign('/sign-in')"),
    )
