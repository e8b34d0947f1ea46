"""The starter leads to an address that is no page."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "route-in-the-plural"
LINE = "criteria.navigates"
WHY = "The folder of the route was renamed to match the API, and a link was forgotten."


def install(seams: Seams) -> Seams:
    """The starter leads to an address that is no page."""
    return edit.asset(
        seams,
        "starter.js",
        (
            "`/interview/${encodeURIComponent(firestoreInterviewId)}?from=${starter}`",
            "`/interviews/${encodeURIComponent(firestoreInterviewId)}?from=${starter}`",
        ),
    )
