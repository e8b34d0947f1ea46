"""An entry that appears while the runner asks the server starts a load beside the one under way."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "late-entry-loads-anew"
LINE = "telemetry.once"
WHY = "Entries came a moment late at times: the page listens for them, whatever else it is doing."


def install(seams: Seams) -> Seams:
    """An entry that appears while the runner asks the server starts a load beside it."""
    return edit.asset(
        seams,
        "runner.js",
        (
            """\
  guard.runner = 'on';
""",
            """\
  guard.runner = 'on';
  addEventListener('storage', ({ key }) => key?.endsWith(id) && begin());
""",
        ),
    )
