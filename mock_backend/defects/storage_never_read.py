"""The runner reads a key that nobody writes, and the server layer hides it."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "storage-never-read"
LINE = "runner.storage.first"
WHY = "The key was renamed in the starters and forgotten here."


def install(seams: Seams) -> Seams:
    """The runner reads a key that nobody writes, and the server layer hides it."""
    return edit.asset(
        seams,
        "loader.js",
        (".getItem(keyOf(id))", ".getItem(`interview:session:${id}`)"),
    )
