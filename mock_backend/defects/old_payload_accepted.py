"""An entry that an earlier build wrote is read as if it were of this one."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "old-payload-accepted"
LINE = "runner.storage.refused"
WHY = "The version was raised in the writer; the reader never looked at it."


def install(seams: Seams) -> Seams:
    """An entry that an earlier build wrote is read as if it were of this one."""
    return edit.asset(
        seams,
        "entry.js",
        (
            """\
  if (version !== VERSION) return { refused: 'wrong-version' };
""",
            "",
        ),
        ("writtenFor !== reader", "(writtenFor ?? reader) !== reader"),
    )
