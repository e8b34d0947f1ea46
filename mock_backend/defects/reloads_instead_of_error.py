"""A load that nothing answered ends in a reload, which ends in the next."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "reloads-instead-of-error"
LINE = "words.outcome"
WHY = "Reloading helped every time somebody looked, so the page does it by itself."


def install(seams: Seams) -> Seams:
    """A load that nothing answered ends in a reload, which ends in the next."""
    return edit.asset(
        seams,
        "runner.js",
        (
            "  if (ending.payload === null) showError(ending.kind ?? 'corrupt', leave);",
            """\
  if (ending.kind === 'network' || ending.kind === 'server') return location.reload();
  if (ending.payload === null) showError(ending.kind ?? 'corrupt', leave);""",
        ),
    )
