"""The entry is written once and never looked at again."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "no-read-back"
LINE = "starter.read-back"
WHY = "Nobody has seen a write to localStorage get lost, so the check was removed as dead code."


def install(seams: Seams) -> Seams:
    """The entry is written once and never looked at again."""
    return edit.asset(
        seams,
        "starter.js",
        (
            """\
    if (window.localStorage.getItem(key) !== entry) window.localStorage.setItem(key, entry);
""",
            "",
        ),
    )
