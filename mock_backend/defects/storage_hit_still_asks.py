"""The server is asked even when storage has answered."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "storage-hit-still-asks"
LINE = "runner.storage.no-request"
WHY = "A refresh in the background was added, to be on the safe side."


def install(seams: Seams) -> Seams:
    """The server is asked even when storage has answered."""
    return edit.asset(
        seams,
        "loader.js",
        (
            "  if (stored !== null) return ready(state, 'storage', stored);",
            """\
  if (stored !== null) {
    void fromServer({ ...state });
    return ready(state, 'storage', stored);
  }""",
        ),
    )
