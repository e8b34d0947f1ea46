"""A tab that is closed while it loads leaves no trace."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "abandoned-unreported"
LINE = "telemetry.abandoned"
WHY = "Only loads that ended were thought of as loads."


def install(seams: Seams) -> Seams:
    """A tab that is closed while it loads leaves no trace."""
    seams = edit.asset(
        seams,
        "telemetry.js",
        (
            """\
  addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', hide);
""",
            "",
        ),
    )
    return edit.page(
        seams,
        "interview",
        (
            """\
    report('abandoned', null);
""",
            "",
        ),
    )
