"""The tab is opened after the answers, when the click is over."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "popup-after-answers"
LINE = "starter.open"
WHY = "Opening it last spares the page that is shown meanwhile."


def install(seams: Seams) -> Seams:
    """The tab is opened after the answers, when the click is over."""
    return edit.asset(
        seams,
        "starter.js",
        (
            """\
  const tab = window.open('/starting', '_blank');
  if (isGone(tab)) screen.tell(BLOCKED);
  const payload = await prepare(starter, choice, screen);
""",
            """\
  const payload = await prepare(starter, choice, screen);
  const tab = payload === null ? null : window.open('about:blank', '_blank');
""",
        ),
    )
