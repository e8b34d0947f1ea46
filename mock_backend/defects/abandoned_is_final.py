"""A load that went on after its tab was hidden stays abandoned in the numbers."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "abandoned-is-final"
LINE = "telemetry.replaced"
WHY = "A guard against double reports counts the report of the hidden tab as the one."


def install(seams: Seams) -> Seams:
    """A load that went on after its tab was hidden stays abandoned in the numbers."""
    return edit.asset(
        seams,
        "telemetry.js",
        (
            "    send(message(load, began, ending));",
            "    if (!abandoned) send(message(load, began, ending));",
        ),
    )
