"""Loads that end in an error are not reported."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "telemetry-only-ready"
LINE = "telemetry.sent"
WHY = "The report stands in the branch that shows the session."


def install(seams: Seams) -> Seams:
    """Loads that end in an error are not reported."""
    return edit.asset(
        seams,
        "runner.js",
        ("  ended(ending);", "  if (ending.outcome === 'ready') ended(ending);"),
    )
