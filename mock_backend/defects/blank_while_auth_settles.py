"""The page is empty until it is known who is signed in."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "blank-while-auth-settles"
LINE = "runner.auth.loading"
WHY = "A provider around the page draws nothing until it knows who is there."


def install(seams: Seams) -> Seams:
    """The page is empty until it is known who is signed in."""
    return edit.asset(
        seams,
        "runner.js",
        (
            """\
  auth,
  gate,""",
            """\
  auth: {
    rememberedUid: () => auth.rememberedUid(),
    settled: hiddenUntilSettled,
    token: () => auth.token(),
    freshToken: () => auth.freshToken(),
  },
  gate,""",
        ),
        (
            "const leave = {",
            """\
function hiddenUntilSettled() {
  document.body.hidden = true;
  return auth.settled().finally(() => (document.body.hidden = false));
}

const leave = {""",
        ),
    )
