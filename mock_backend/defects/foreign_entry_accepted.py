"""An entry that holds another interview is shown as this one."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "foreign-entry-accepted"
LINE = "runner.storage.refused"
WHY = "Whatever stands under the key is taken to belong to it."


def install(seams: Seams) -> Seams:
    """An entry that holds another interview is shown as this one."""
    return edit.asset(
        seams,
        "entry.js",
        (
            """\
  if (payload.firestoreInterviewId !== id) return { refused: 'wrong-id' };
""",
            "",
        ),
    )
