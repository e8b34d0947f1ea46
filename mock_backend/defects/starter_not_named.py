"""The address of the runner does not say which starter opened it."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "starter-not-named"
LINE = "starter.url"
WHY = "The parameter was taken for a tracking code and stripped."


def install(seams: Seams) -> Seams:
    """The address of the runner does not say which starter opened it."""
    return edit.asset(
        seams,
        "starter.js",
        ("?from=${starter}`", "`"),
    )
