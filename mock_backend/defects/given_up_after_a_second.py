"""The page's own limit ends a load that has not shown anything after a good second."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "given-up-after-a-second"
LINE = "runner.storage.valid"
WHY = "The limit was lowered to see the error screen without waiting for it, and never put back."
NEEDS = "page-gates"


def install(seams: Seams) -> Seams:
    """The page's own limit ends a load that has not shown anything after a good second."""
    return edit.page(
        seams,
        "interview",
        ("  const DEADLINE_MS = 14600;\n", "  const DEADLINE_MS = 1300;\n"),
    )
