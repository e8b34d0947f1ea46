"""Sign in leads to the first page, which knows nothing of the session that was wanted."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "sign-in-leads-home"
LINE = "runner.error.sign-in"
WHY = "The sign-in page was moved, and the old address sends people to the start."


def install(seams: Seams) -> Seams:
    """Sign in leads to the first page, which knows nothing of the session that was wanted."""
    return edit.asset(
        seams,
        "runner.js",
        (
            "location.assign(signInPath())",
            "location.assign('/')",
        ),
    )
