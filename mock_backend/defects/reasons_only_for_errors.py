"""A load that the server saved does not say why storage could not."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "reasons-only-for-errors"
LINE = "telemetry.fields"
WHY = "Reasons were thought of as error details, and a load that is ready has no error."


def install(seams: Seams) -> Seams:
    """A load that the server saved does not say why storage could not."""
    return edit.asset(
        seams,
        "telemetry.js",
        (
            """\
    reasons,
""",
            """\
    reasons: outcome === 'ready' ? {} : reasons,
""",
        ),
    )
