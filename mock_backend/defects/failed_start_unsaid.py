"""A start that failed closes its tab and says nothing."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "failed-start-unsaid"
LINE = "starter.failed.told"
WHY = "The error goes to the console, where developers see it."


def install(seams: Seams) -> Seams:
    """A start that failed closes its tab and says nothing."""
    return edit.asset(
        seams,
        "starter.js",
        (
            "  screen.complain(explain(failed, 'The interview could not be started'));",
            """\
  screen.tell('');
  console.warn('start failed', failed.status);""",
        ),
    )
