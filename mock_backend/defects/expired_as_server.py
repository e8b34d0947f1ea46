"""An interview that is over is shown as a server in trouble."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "expired-as-server"
LINE = "runner.error.expired"
WHY = "410 was not in the table, and what is not in the table is the server's fault."


def install(seams: Seams) -> Seams:
    """An interview that is over is shown as a server in trouble."""
    return edit.asset(
        seams,
        "attempts.js",
        (
            """\
    410: 'expired',
""",
            "",
        ),
        ("status === 408 ||", "status === 408 || status === 410 ||"),
    )
