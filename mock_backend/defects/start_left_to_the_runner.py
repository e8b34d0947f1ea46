"""The starter creates the interview and opens it; nobody starts the session."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "start-left-to-the-runner"
LINE = "starter.create"
WHY = "Somebody meant to move the start into the runner, and did the first half."


def install(seams: Seams) -> Seams:
    """The starter creates the interview and opens it; nobody starts the session."""
    return edit.asset(
        seams,
        "starter.js",
        (
            """\
  const started = await call('POST', '/api/interview/session', startBody(created.body.id, choice));
  if (!started.ok) return refuse(started, screen);
  const payload = payloadFrom(starter, created.body, started.body);
  return isPayload(payload) ? payload : refuse({ ok: false, status: 500, code: 'corrupt' }, screen);
""",
            """\
  void [startBody, payloadFrom, isPayload];
  return /** @type {any} */ ({
    firestoreInterviewId: created.body.id,
    studentName: choice.name,
  });
""",
        ),
    )
