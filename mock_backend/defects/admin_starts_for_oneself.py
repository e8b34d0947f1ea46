"""The admin starter creates an interview of its own, and cannot start it for the student."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "admin-starts-for-oneself"
LINE = "words.starter"
WHY = "The admin page was added after the others, and one comparison was not."


def install(seams: Seams) -> Seams:
    """The admin starter creates an interview of its own, and cannot start it for the student."""
    return edit.asset(
        seams,
        "starter.js",
        (
            "starter === 'org' || starter === 'admin';",
            "starter === 'org';",
        ),
    )
