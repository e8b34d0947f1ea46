"""An entry is shown whatever its payload lacks."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "wrong-shape-accepted"
LINE = "runner.storage.refused"
WHY = "JSON.parse did not throw, so the data must be good."


def install(seams: Seams) -> Seams:
    """An entry is shown whatever its payload lacks."""
    return edit.asset(
        seams,
        "entry.js",
        (
            """\
  if (!isPayload(payload)) return { refused: 'wrong-shape' };
  if (payload.firestoreInterviewId !== id)""",
            "  if (payload?.firestoreInterviewId !== id)",
        ),
    )
