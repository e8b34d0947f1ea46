"""The organisation's starter opens the previous interview, or one that never was."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "previous-interview-opened"
LINE = "server.lookup"
WHY = "The id in the address comes from a state variable that is set in the same click."


def install(seams: Seams) -> Seams:
    """The organisation's starter opens the previous interview, or one that never was."""
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
            "    tab.location.href = runnerPath(payload, starter);",
            """\
    const id = starter === 'org' ? lastId : payload.firestoreInterviewId;
    lastId = payload.firestoreInterviewId;
    tab.location.href = runnerPath({ ...payload, firestoreInterviewId: id }, starter);""",
        ),
    )
