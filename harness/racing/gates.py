"""What a race holds where nobody says, by the names that ids of orders are made of."""

from harness.racing.doors import TIMER, VISIBLE
from harness.racing.land import DATABASE

# The calls of the start-up: who creates, starts, and fetches, and the runner's own document.
CALLS = ("create", "start", "document", "session")
# The pages of the mock name theirs (`pages/assets/gate.js`).
PAGES = ("starter.*", "runner.*")


def default_gates(*, is_mock: bool, holds_database: bool = False) -> tuple[str, ...]:
    """What is held where nobody says; the database where it can be."""
    calls = tuple(f"{it}.*" for it in CALLS)
    database = tuple(f"db.{it}" for it in DATABASE) if is_mock or holds_database else ()
    return (*calls, TIMER, VISIBLE, *(PAGES if is_mock else ()), *database)
