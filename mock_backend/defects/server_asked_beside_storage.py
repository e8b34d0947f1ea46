"""Storage that has not been read after a second is not waited for."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "server-asked-beside-storage"
LINE = "runner.storage.no-request"
WHY = "On one old phone reading took seconds, so that the fallback was started without an answer."
NEEDS = "page-gates"


def install(seams: Seams) -> Seams:
    """Storage that has not been read after a second is not waited for."""
    return edit.asset(
        seams,
        "loader.js",
        (
            "import { TimedOut, within } from './clock.js';",
            "import { TimedOut, pause, within } from './clock.js';",
        ),
        (
            """\
  const stored = await timed(state, 'storage', () => fromStorage(state));
""",
            """\
  const stored = await timed(state, 'storage', () =>
    Promise.race([fromStorage(state), pause(state.world.clock, 1_000).then(() => null)]),
  );
""",
        ),
    )
