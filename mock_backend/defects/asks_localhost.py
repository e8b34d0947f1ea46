"""The session is asked for at an address that is right on one machine only."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "asks-localhost"
LINE = "criteria.same"
WHY = "The address of the API is a setting, whose default is the machine that it was written on."


def install(seams: Seams) -> Seams:
    """The session is asked for at an address that is right on one machine only."""
    return edit.asset(
        seams,
        "attempts.js",
        (
            "`/api/interview/session/${encodeURIComponent(id)}`",
            "`http://localhost:3000/api/interview/session/${encodeURIComponent(id)}`",
        ),
    )
