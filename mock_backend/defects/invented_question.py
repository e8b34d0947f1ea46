"""An answer without a first question gets one that nobody stored."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "invented-question"
LINE = "runner.session.question"
WHY = "A default was added so that the screen is never empty."


def install(seams: Seams) -> Seams:
    """An answer without a first question gets one that nobody stored."""
    return edit.asset(
        seams,
        "attempts.js",
        (
            """\
  const payload = parsed(body);
""",
            """\
  const payload = /** @type {any} */ (parsed(body));
  if (payload && !payload.firstQuestion?.question) {
    const question = 'Tell me about yourself.';
    payload.firstQuestion = { question, questionType: 'general', difficulty: 'easy' };
    payload.apiSession.conversationHistory = [];
  }
""",
        ),
    )
