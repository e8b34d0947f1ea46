"""A failure is logged without the status that it had and the time that it took."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "diagnostics-without-status"
LINE = "criteria.cause"
WHY = "The line was shortened, because the log costs by the byte."


def install(seams: Seams) -> Seams:
    """A failure is logged without the status that it had and the time that it took."""
    return edit.asset(
        seams,
        "progress.js",
        (
            "world.report({ id, layer, attempt, status, elapsed: Math.round(elapsed) });",
            """\
void elapsed;
  world.report(/** @type {any} */ ({ id, layer, attempt }));""",
        ),
    )
