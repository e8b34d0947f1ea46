"""The admin starter stores the session under the previous interview's id."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "previous-interview-stored"
LINE = "starter.storage"
WHY = (
    "The id comes from a state variable that is set in the same click, and so still holds its "
    "last value."
)


def install(seams: Seams) -> Seams:
    """The admin starter stores the session under the previous interview's id."""
    return edit.asset(
        seams,
        "starter.js",
        (
            "const SETTLE_MS",
            """\
let lastId = 'none';
const SETTLE_MS""",
        ),
        (
            """\
  store(payload);
""",
            """\
  store(starter === 'admin' ? { ...payload, firestoreInterviewId: lastId } : payload);
  lastId = payload.firestoreInterviewId;
""",
        ),
    )
