"""A session that this tab has opened before is refused: on a reload, in a duplicate."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "opened-once-per-tab"
LINE = "runner.route.deep-link"
WHY = "It was to keep people from taking one interview twice at a time."


def install(seams: Seams) -> Seams:
    """A session that this tab has opened before is refused: on a reload, in a duplicate."""
    return edit.asset(
        seams,
        "runner.js",
        (
            """\
if (guard.ended === undefined) {
  guard.runner = 'on';
  begin();
}""",
            """\
if (guard.ended === undefined) {
  guard.runner = 'on';
  if (sessionStorage.getItem(`opened:${id}`) === null) begin();
  else showError('expired', leave);
  sessionStorage.setItem(`opened:${id}`, 'yes');
}""",
        ),
    )
