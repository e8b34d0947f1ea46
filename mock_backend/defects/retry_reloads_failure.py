"""Retry reloads the page, which remembers the failure and shows it again."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "retry-reloads-failure"
LINE = "runner.error.retry"
WHY = "The result of the first try is kept for the session, good or bad."


def install(seams: Seams) -> Seams:
    """Retry reloads the page, which remembers the failure and shows it again."""
    return edit.asset(
        seams,
        "runner.js",
        (
            """\
    document.dispatchEvent(new Event('load-again'));
    begin();""",
            "    location.reload();",
        ),
        (
            "  const ending = await load(state);",
            """\
  const kept = sessionStorage.getItem(`load:${id}`);
  const ending = kept ? JSON.parse(kept) : await load(state);
  if (ending.payload === null) sessionStorage.setItem(`load:${id}`, JSON.stringify(ending));""",
        ),
    )
