"""An attempt's time ends with the headers; a body that stalls has all the time that is left."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "body-read-untimed"
LINE = "runner.server.timeout"
WHY = "The timer is cleared when fetch resolves, and fetch resolves before the body is there."


def install(seams: Seams) -> Seams:
    """An attempt's time ends with the headers; a body that stalls has all the time that is left."""
    return edit.asset(
        seams,
        "attempts.js",
        (
            "if (token === null) return noAnswer(",
            "if (token === null) return async () => noAnswer(",
        ),
        (
            """\
  const body = await answer.text();
""",
            """\
  return async () => {
  const body = await answer.text();
""",
        ),
        (
            """\
  return { payload };
""",
            """\
  return { payload };
  };
""",
        ),
        (
            "  ).catch((error) =>",
            "  ).then((/** @type {any} */ read) => read()).catch((error) =>",
        ),
    )
