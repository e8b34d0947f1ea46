"""What the server gave is shown after a second, whether it is stored by then or not."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "stored-for-a-second-at-most"
LINE = "runner.server.written-then-shown"
WHY = "A full disk kept one write waiting for seconds, and nobody should have to wait for a cache."
NEEDS = "page-gates"


def install(seams: Seams) -> Seams:
    """What the server gave is shown after a second, whether it is stored by then or not."""
    return edit.asset(
        seams,
        "loader.js",
        (
            "import { TimedOut, within } from './clock.js';",
            "import { TimedOut, pause, within } from './clock.js';",
        ),
        (
            "  if ('payload' in answer) await keep(state, answer.payload);",
            """\
  if ('payload' in answer) {
    await Promise.race([keep(state, answer.payload), pause(state.world.clock, 1_000)]);
  }""",
        ),
    )
