"""What the server gave is shown first, and stored a moment later."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "shown-before-stored"
LINE = "runner.server.written-then-shown"
WHY = "What is drawn first feels faster, and the write was moved into an effect."


def install(seams: Seams) -> Seams:
    """What the server gave is shown first, and stored a moment later."""
    return edit.asset(
        seams,
        "loader.js",
        (
            "  if ('payload' in answer) await keep(state, answer.payload);",
            "  if ('payload' in answer) setTimeout(() => void keep(state, answer.payload), 300);",
        ),
    )
