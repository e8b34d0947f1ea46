"""An entry counts only for the student whose interview it is, not for staff who wrote it."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "entry-only-for-its-owner"
LINE = "runner.storage.valid"
WHY = "The reader was added for students; that staff open sessions, too, came up later."


def install(seams: Seams) -> Seams:
    """An entry counts only for the student whose interview it is, not for staff who wrote it."""
    return edit.asset(
        seams,
        "entry.js",
        (
            "  if (!isPayload(payload)) return { refused: 'wrong-shape' };",
            """\
  if (!isPayload(payload)) return { refused: 'wrong-shape' };
  if (payload.apiSession.userId !== reader) return { refused: 'wrong-reader' };""",
        ),
    )
