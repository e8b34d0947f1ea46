"""The tab is sent on while the server still starts the session."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "navigation-before-answer"
LINE = "starter.waits"
WHY = "Only the id is needed to navigate, and the id is there after create."


def install(seams: Seams) -> Seams:
    """The tab is sent on while the server still starts the session."""
    return edit.asset(
        seams,
        "starter.js",
        ("  const started = await call(", "  const starting = call("),
        (
            """\
  if (!started.ok) return refuse(started, screen);
""",
            """\
  const { id } = created.body;
  void starting.then((done) => done.ok && store(payloadFrom(starter, created.body, done.body)));
  if (id) return { firestoreInterviewId: id, studentName: choice.name };
  const started = await starting;
""",
        ),
        (
            """\
  store(payload);
  await pause""",
            "  await pause",
        ),
    )
