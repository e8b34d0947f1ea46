"""A start that cannot be asked for within a good second is left out, and the tab sent on."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "start-left-out-when-slow"
LINE = "starter.create"
WHY = "What stands before the start once hung, and the runner was thought to find its way alone."
NEEDS = "page-gates"


def install(seams: Seams) -> Seams:
    """A start that cannot be asked for within a good second is left out, and the tab sent on."""
    return edit.asset(
        seams,
        "starter.js",
        (
            """\
  await gate('starter.before-start');
""",
            """\
  const inTime = gate('starter.before-start').then(() => true);
  const { id } = created.body;
  if (!(await Promise.race([inTime, pause(browserClock, 1_200).then(() => false)]))) {
    return { firestoreInterviewId: id, studentName: choice.name };
  }
""",
        ),
        (
            """\
  store(payload);
  await""",
            """\
  if (payload.apiSession) store(payload);
  await""",
        ),
    )
