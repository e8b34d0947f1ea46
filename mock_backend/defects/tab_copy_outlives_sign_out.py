"""The tab keeps a copy of the session that signing out does not remove, and shows it to anybody."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "tab-copy-outlives-sign-out"
LINE = "runner.session.own"
WHY = "A copy in sessionStorage helps where localStorage is emptied; signing out knows only one."


def install(seams: Seams) -> Seams:
    """The tab keeps a copy of the session that signing out does not remove."""
    seams = edit.asset(
        seams,
        "loader.js",
        (
            """\
    reason = found.refused;
""",
            """\
    reason = found.refused;
    const copy = JSON.parse(sessionStorage.getItem(keyOf(id)) ?? 'null');
    if (reason === 'missing' && isPayload(copy)) return copy;
""",
        ),
        (
            """\
  await state.world.gate('runner.before-show');
""",
            """\
  try {
    sessionStorage.setItem(keyOf(state.id), JSON.stringify(payload));
  } catch {
    // The tab does without its copy.
  }
  await state.world.gate('runner.before-show');
""",
        ),
        (
            "import { ending, failed",
            """\
import { isPayload } from './payload.js';
import { ending, failed""",
        ),
    )
    return edit.asset(
        seams,
        "session.js",
        (
            """\
    window.localStorage.removeItem(keyOf(id));
""",
            """\
    sessionStorage.removeItem(keyOf(id));
    window.localStorage.removeItem(keyOf(id));
""",
        ),
    )
