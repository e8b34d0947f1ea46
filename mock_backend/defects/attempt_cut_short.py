"""An attempt is given up after a good second."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "attempt-cut-short"
LINE = "runner.server.timeout"
WHY = "The limit was set to twice what the slowest answer took, on a developer's machine."


def install(seams: Seams) -> Seams:
    """An attempt is given up after a good second."""
    return edit.asset(
        seams,
        "retry.js",
        ("export const ATTEMPT_MS = 3_500;", "export const ATTEMPT_MS = 1_300;"),
    )
