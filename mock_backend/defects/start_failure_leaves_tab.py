"""A tab is closed when create fails, and left behind when start does."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "start-failure-leaves-tab"
LINE = "starter.failed.closed"
WHY = "Closing was written for the one call that there was; start came later."


def install(seams: Seams) -> Seams:
    """A tab is closed when create fails, and left behind when start does."""
    return edit.asset(
        seams,
        "starter.js",
        (
            "const SETTLE_MS",
            """\
let hasCreated = false;
const SETTLE_MS""",
        ),
        (
            """\
  const created = await create(starter, choice);
""",
            """\
  const created = await create(starter, choice);
  hasCreated = created.ok;
""",
        ),
        ("    tab?.close();", "    if (!hasCreated) tab?.close();"),
    )
