"""An answer that cannot be read leaves an empty page."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "blank-on-corrupt"
LINE = "runner.blank"
WHY = "The component throws while rendering, and there is no boundary around it."


def install(seams: Seams) -> Seams:
    """An answer that cannot be read leaves an empty page."""
    return edit.asset(
        seams,
        "screens.js",
        (
            "  const { title, advice, ways } = ERRORS[kind];",
            """\
  const { title, advice, ways } = ERRORS[kind];
  if (kind === 'corrupt') return the('main').replaceChildren();""",
        ),
    )
