"""A script that does not load leaves the spinner turning for ever."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "chunk-failure-spins"
LINE = "runner.stuck.chunk"
WHY = "The page that would show the error is in the script that did not come."


def install(seams: Seams) -> Seams:
    """A script that does not load leaves the spinner turning for ever."""
    return edit.page(
        seams,
        "interview",
        (
            """\
    limit = setTimeout(() => fail('deadline'), DEADLINE_MS);
""",
            "",
        ),
        ("if (target === window || target instanceof HTMLScriptElement) soon('script');", ""),
    )
