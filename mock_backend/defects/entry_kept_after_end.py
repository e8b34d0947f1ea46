"""An interview that is over opens again from its entry."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "entry-kept-after-end"
LINE = "runner.storage.ended"
WHY = "Ending was built on another page, which knows nothing of the entry."


def install(seams: Seams) -> Seams:
    """An interview that is over opens again from its entry."""
    return edit.asset(
        seams,
        "session.js",
        (
            """\
    forget(id);
    showEnded""",
            "    showEnded",
        ),
    )
