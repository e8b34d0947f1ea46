"""Entries outlive the sign-out, and the next person is shown them."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "entry-survives-sign-out"
LINE = "runner.storage.reader"
WHY = "Signing out forgets the token only, and the entry does not say whose it is."


def install(seams: Seams) -> Seams:
    """Entries outlive the sign-out, and the next person is shown them."""
    seams = edit.asset(
        seams,
        "remembered.js",
        (
            """\
      forgetAll(storage);
""",
            "",
        ),
    )
    return edit.asset(
        seams,
        "entry.js",
        (
            """\
  if (reader === null || writtenFor !== reader) return { refused: 'wrong-reader' };
""",
            "",
        ),
    )
