"""The student page opens a new tab like all the others."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "student-page-opens-tab"
LINE = "starter.topology"
WHY = "One component serves all starters now."


def install(seams: Seams) -> Seams:
    """The student page opens a new tab like all the others."""
    return edit.asset(
        seams,
        "starter-form.js",
        (
            "  const begin = starter === 'student' ? startInThisTab : startInNewTab;",
            "  const begin = startInNewTab;",
        ),
    )
