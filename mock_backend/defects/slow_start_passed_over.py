"""A start that has not answered after a good second is left to itself, and the tab sent on."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "slow-start-passed-over"
LINE = "starter.waits"
WHY = "No start had ever taken a second, and the tab was to open at once whatever happens."


def install(seams: Seams) -> Seams:
    """A start that has not answered after a good second is left to itself, and the tab sent on."""
    return edit.asset(
        seams,
        "starter.js",
        (
            """\
  const started = await call('POST', '/api/interview/session', startBody(created.body.id, choice));
""",
            """\
  const { id } = created.body;
  const started = await Promise.race([
    call('POST', '/api/interview/session', startBody(id, choice)),
    pause(browserClock, 1_300).then(() => null),
  ]);
  if (started === null) return { firestoreInterviewId: id, studentName: choice.name };
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
