"""Every load is reported as answered by storage."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "telemetry-wrong-layer"
LINE = "telemetry.true"
WHY = "The layer is a constant from the time when there was only one."


def install(seams: Seams) -> Seams:
    """Every load is reported as answered by storage."""
    return edit.asset(
        seams,
        "telemetry.js",
        (
            """\
    layer,
    outcome,""",
            """\
    layer: 'storage',
    outcome,""",
        ),
    )
