"""A create that has not answered after a good second is asked for again, beside the first."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "slow-create-asked-again"
LINE = "starter.double-click"
WHY = "The faster of two answers is faster than one; what a create leaves behind was forgotten."


def install(seams: Seams) -> Seams:
    """A create that has not answered after a good second is asked for again, beside the first."""
    return edit.asset(
        seams,
        "starter.js",
        (
            """\
  const created = await create(starter, choice);
""",
            """\
  const first = create(starter, choice);
  let answered = false;
  const again = () => (answered ? first : create(starter, choice));
  const second = pause(browserClock, 1_300).then(again);
  const created = await Promise.race([first, second]);
  answered = true;
""",
        ),
    )
