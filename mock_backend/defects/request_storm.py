"""The runner asks whether the server is well ten times a second."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "request-storm"
LINE = "runner.storm"
WHY = "An effect sets the state that it depends on."


def install(seams: Seams) -> Seams:
    """The runner asks whether the server is well ten times a second."""
    return edit.asset(
        seams,
        "runner.js",
        (
            "const id = idFrom(location.pathname);",
            """\
const id = idFrom(location.pathname);
setInterval(() => void fetch('/api/health').catch(() => null), 100);""",
        ),
    )
