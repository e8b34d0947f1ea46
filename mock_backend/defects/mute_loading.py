"""The page spins without saying what it waits for."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "mute-loading"
LINE = "runner.loading.text"
WHY = "The texts were thought too technical, and were taken out."


def install(seams: Seams) -> Seams:
    """The page spins without saying what it waits for."""
    seams = edit.asset(
        seams,
        "screens.js",
        (
            "  the('[role=\"status\"]').textContent = doing(layer, attempt);",
            """\
  the('[role="status"]').textContent = '';
  the('h1').textContent = '';""",
        ),
    )
    return edit.page(
        seams,
        "interview",
        (
            """\
    <h1 tabindex="-1">Opening your interview</h1>
    <p role="status">Looking in this browser…</p>
  </section>
</main>""",
            """\
    <h1 tabindex="-1"></h1>
    <p role="status"></p>
  </section>
</main>""",
        ),
    )
