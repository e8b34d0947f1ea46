"""The first load's deadline ends the load that Retry began."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "old-deadline-kept-on-retry"
LINE = "runner.error.retry"
WHY = "Retry starts a timer of its own, and nobody clears the one that runs already."


def install(seams: Seams) -> Seams:
    """The first load's deadline ends the load that Retry began."""
    return edit.page(
        seams,
        "interview",
        (
            """\
    clearTimeout(limit);
""",
            "",
        ),
    )
