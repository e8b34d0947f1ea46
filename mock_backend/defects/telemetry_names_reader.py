"""The report carries the uid of the person."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "telemetry-names-reader"
LINE = "telemetry.anonymous"
WHY = "Somebody wanted to count people instead of loads."


def install(seams: Seams) -> Seams:
    """The report carries the uid of the person."""
    return edit.asset(
        seams,
        "telemetry.js",
        (
            """\
    reasons,
""",
            """\
    reasons: { ...reasons, reader: localStorage.getItem('auth:uid') },
""",
        ),
    )
