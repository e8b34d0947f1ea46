"""The server layer answers only after a reload."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "fallback-after-reload"
LINE = "runner.server.shown"
WHY = "The fallback hangs on a state that the first render does not have yet."


def install(seams: Seams) -> Seams:
    """The server layer answers only after a reload."""
    return edit.asset(
        seams,
        "loader.js",
        (
            "await fromServer(state);",
            """\
performance.getEntriesByType('navigation')[0]?.type === 'reload'
    ? await fromServer(state)
    : noAnswer('not-found', 'missing');""",
        ),
    )
