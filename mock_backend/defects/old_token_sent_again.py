"""After a 401 the token is renewed, and the old one is sent again."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "old-token-sent-again"
LINE = "runner.error.signed-out"
WHY = "The headers are built once, outside of the loop that tries again."


def install(seams: Seams) -> Seams:
    """After a 401 the token is renewed, and the old one is sent again."""
    return edit.asset(
        seams,
        "attempts.js",
        (
            """\
  let [renew, renewed] = [false, false];
""",
            """\
  let [renew, renewed] = [false, false];
  /** @type {string | null | undefined} */
  let held;
  const token = async () => (held === undefined ? (held = await auth.token()) : held);
""",
        ),
        (
            "renew ? () => auth.freshToken() : () => auth.token()",
            "renew ? () => auth.freshToken().then(token) : token",
        ),
    )
