"""A 502 that the edge words as a page is shown as an interview that cannot be read."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "html-error-is-corrupt"
LINE = "runner.error.server"
WHY = "The body is parsed before the status is looked at, as long as errors are JSON too."


def install(seams: Seams) -> Seams:
    """A 502 that the edge words as a page is shown as an interview that cannot be read."""
    return edit.asset(
        seams,
        "attempts.js",
        (
            """\
  if (answer.status !== 200) {
""",
            """\
  if (parsed(body) === undefined) return noAnswer('corrupt', answer.status);
  if (answer.status !== 200) {
""",
        ),
    )
