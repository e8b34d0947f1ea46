"""A failed attempt leaves a rejection that nobody catches."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "uncaught-rejection"
LINE = "runner.errors.page"
WHY = "A promise is started for its effect and never awaited."


def install(seams: Seams) -> Seams:
    """A failed attempt leaves a rejection that nobody catches."""
    return edit.asset(
        seams,
        "runner.js",
        (
            "  say: showLoading,",
            """\
  say: ({ layer, attempt }) => {
    showLoading({ layer, attempt });
    if (attempt > 1) void Promise.reject(new Error(`attempt ${attempt - 1} failed`));
  },""",
        ),
    )
