"""A session that is shown goes back to loading by itself."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "loads-again-when-ready"
LINE = "runner.stuck.settled"
WHY = "A library that keeps data fresh asks again as soon as it has an answer."


def install(seams: Seams) -> Seams:
    """A session that is shown goes back to loading by itself."""
    return edit.asset(
        seams,
        "runner.js",
        (
            """\
  ended(ending);
}""",
            """\
  ended(ending);
  if (ending.layer === 'server' && !again) setTimeout(begin, 400);
  again = true;
}""",
        ),
        (
            "const LIMIT_MS = 14_400;",
            """\
const LIMIT_MS = 14_400;

let again = false;""",
        ),
    )
