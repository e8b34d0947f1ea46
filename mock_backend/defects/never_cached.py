"""The server's payload is shown, and never stored."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "never-cached"
LINE = "runner.server.cached"
WHY = "Only the starters write entries; a reload asks the server again and nobody notices."


def install(seams: Seams) -> Seams:
    """The server's payload is shown, and never stored."""
    return edit.asset(
        seams,
        "loader.js",
        (
            """\
  if ('payload' in answer) await keep(state, answer.payload);
""",
            "",
        ),
    )
