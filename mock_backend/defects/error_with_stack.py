"""The error screen shows a stack instead of a sentence."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "error-with-stack"
LINE = "runner.error.text"
WHY = "What helped while developing was never taken out."


def install(seams: Seams) -> Seams:
    """The error screen shows a stack instead of a sentence."""
    return edit.asset(
        seams,
        "screens.js",
        (
            "  const { title, advice, ways } = ERRORS[kind];",
            """\
  const { title, ways } = ERRORS[kind];
  const advice = String(new TypeError(`load failed: ${kind}`).stack);""",
        ),
    )
