"""The diagnostic line carries the token."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "token-in-log-line"
LINE = "runner.diagnostic.token"
WHY = "The whole request was logged, to see what the server got."


def install(seams: Seams) -> Seams:
    """The diagnostic line carries the token."""
    return edit.asset(
        seams,
        "runner.js",
        (
            "JSON.stringify(failure)",
            "JSON.stringify({ ...failure, token: auth.remembered()?.idToken })",
        ),
    )
