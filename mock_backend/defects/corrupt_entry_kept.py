"""An entry that cannot be read stays where it is."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "corrupt-entry-kept"
LINE = "runner.storage.removed"
WHY = "The error is caught and the load goes on; cleaning up was nobody's task."


def install(seams: Seams) -> Seams:
    """An entry that cannot be read stays where it is."""
    return edit.asset(
        seams,
        "loader.js",
        (
            """\
    if (found.refused !== 'missing') world.storage().removeItem(keyOf(id));
""",
            "",
        ),
    )
