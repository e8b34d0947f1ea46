"""The starter opens the runner under another host name, whose storage is another one."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "runner-on-other-host"
LINE = "starter.origin"
WHY = "Starters stand on the alias, and a setting names the deployment's own host for the runner."


def install(seams: Seams) -> Seams:
    """The starter opens the runner under another host name, whose storage is another one."""
    return edit.asset(
        seams,
        "starter.js",
        (
            "    tab.location.href = runnerPath(payload, starter);",
            """\
    const host = location.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
    tab.location.href = `http://${host}:${location.port}${runnerPath(payload, starter)}`;""",
        ),
    )
