"""Auth that is not settled yet is taken for nobody."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "auth-read-too-early"
LINE = "runner.auth.waits"
WHY = "currentUser is null until the SDK has started, and the code asks it once."


def install(seams: Seams) -> Seams:
    """Auth that is not settled yet is taken for nobody."""
    return edit.asset(
        seams,
        "loader.js",
        ("const AUTH_MS = 4_000;", "const AUTH_MS = 50;"),
        ("(error) => noAnswer('network',", "(error) => noAnswer('signed-out',"),
    )
