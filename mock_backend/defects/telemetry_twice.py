"""Each load is reported twice."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "telemetry-twice"
LINE = "telemetry.once"
WHY = "The effect that reports runs again when the screen is drawn again."


def install(seams: Seams) -> Seams:
    """Each load is reported twice."""
    return edit.asset(
        seams,
        "telemetry.js",
        (
            "    send(message(load, began, ending));",
            """\
    send(message(load, began, ending));
    send(message(load, began, ending));""",
        ),
    )
