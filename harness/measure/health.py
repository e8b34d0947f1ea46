"""Whether the generator itself could keep up, because otherwise it measured itself.

A second was late when the generator's loop came to something more than LATE_MS after it was due,
and full when a process of it used more than FULL of a core. Response times of such seconds hold the
generator's own waiting. What lies in more than BEARABLE of the seconds moves percentiles.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from harness.measure.ledger import Ledger
from harness.measure.timeline import Second

LATE_MS = 100.0
FULL = 0.95
BEARABLE = 0.02
# The share of arrivals that may be lost with workers, before what is left says something else.
LOST = 0.01


@dataclass(frozen=True, slots=True)
class Health:
    """`doubts` are reasons why the run says nothing, `notes` what a person should know besides.

    `late`, `full` and `waiting` are seconds, counted from 0; in the last a visitor waited for a
    free user.
    """

    late: tuple[int, ...] = ()
    full: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def health(seconds: Sequence[Second], ledger: Ledger, *, users: int) -> Health:
    """How the generator with so many users fared in these seconds."""
    late = tuple(at for at, it in enumerate(seconds) if it.late_ms > LATE_MS)
    full = tuple(at for at, it in enumerate(seconds) if it.cpu > FULL)
    waiting = tuple(at for at, it in enumerate(seconds) if it.backlog)
    most = max((it.late_ms for it in seconds), default=0.0)
    doubts: list[str] = []
    notes: list[str] = []
    for found, what in (
        (late, f"was late by up to {most:.0f} ms"),
        (full, "had no processor left"),
    ):
        if found:
            bearable = len(found) <= BEARABLE * len(seconds)
            (notes if bearable else doubts).append(f"The generator itself {what} in {told(found)}.")
    if ledger.lost:
        text = f"{ledger.lost} of {ledger.offered} arrivals were lost with a worker that ended."
        (doubts if ledger.lost > LOST * ledger.offered else notes).append(text)
    if ledger.offered != ledger.accounted and ledger.offered:
        doubts.append(
            f"Of {ledger.offered} arrivals {ledger.accounted} are accounted for: the rest is a "
            "mistake of the generator's."
        )
    if waiting:
        notes.append(
            f"All {users} users were busy in {told(waiting)}: who came then waited here, and the "
            "application was not asked. More users: --users."
        )
    return Health(late, full, waiting, tuple(doubts), tuple(notes))


def told(seconds: Sequence[int]) -> str:
    """Seconds as a person writes them: `second 3`, `seconds 3 to 5 and 9`."""
    spans: list[list[int]] = []
    for it in seconds:
        if spans and spans[-1][1] == it - 1:
            spans[-1][1] = it
        else:
            spans.append([it, it])
    words = [str(a) if a == b else f"{a} to {b}" for a, b in spans]
    if len(words) > 6:
        words = [*words[:5], f"{len(words) - 5} spans more"]
    plural = "second" if len(seconds) == 1 else "seconds"
    head = ", ".join(words[:-1])
    return f"{plural} {head} and {words[-1]}" if head else f"{plural} {words[-1]}"
