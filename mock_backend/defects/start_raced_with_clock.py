"""A start that takes longer than three seconds is not waited for."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "start-raced-with-clock"
LINE = "starter.waits"
WHY = "People complained of slow starts, and the fallback was there to catch what is not ready."


def install(seams: Seams) -> Seams:
    """A start that takes longer than three seconds is not waited for."""
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
    pause(browserClock, 3_000).then(() => null),
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
