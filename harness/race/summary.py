"""What a search found, by outcome: how often, one example each; the failing ones first, then those
of which it is not known.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from harness.race.endless import told
from harness.race.explore import Explored
from harness.race.played import Played, preemptions
from harness.race.schedule import schedule_of


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One outcome: in how many played orders it came, and the calmest of them by its id;
    `undecided` where nothing is known to be wrong, but something could not be decided.
    """

    outcome: str
    failing: bool
    undecided: bool
    orders: int
    example: str
    steps: int
    preemptions: int


def outcome_rows(
    runs: Sequence[Played],
    *,
    passing: Collection[str],
    undecided: Collection[str] = (),
    digest: str,
) -> tuple[OutcomeRow, ...]:
    """A row for each outcome; failing ones first, undecided ones next, and of each kind the rare
    before the frequent. What is neither passing nor undecided fails.
    """
    rows = [
        replace(
            _row(name, runs, digest),
            failing=name not in passing and name not in undecided,
            undecided=name in undecided,
        )
        for name in {it.outcome for it in runs}
    ]
    return tuple(sorted(rows, key=_worst_first))


def _worst_first(row: OutcomeRow) -> tuple[bool, bool, int, str]:
    return not row.failing, not row.undecided, row.orders, row.outcome


def claim(explored: Explored) -> str:
    """One sentence that says what may be said of the search, and no more."""
    is_one = len(explored.runs) == 1
    played = "1 order played" if is_one else f"{len(explored.runs)} orders played"
    stands = "stands" if is_one else "stand"
    if not explored.complete:
        return f"{played}, not all: the search ended at its limit."
    if limits := _limits(explored):
        return f"{played}: all {' '.join(limits)}."
    if explored.feasible == 1:
        return "1 order played, the only one that is feasible: exhaustive."
    if explored.feasible is None:
        return f"{played}, which {stands} for all there are."
    return f"{played}, which {stands} for all {explored.feasible} that are feasible: exhaustive."


def _limits(explored: Explored) -> list[str]:
    most = explored.bounds.max_preemptions
    found = [] if most is None else [f"with at most {most} preemptions"]
    return [*found, told(explored.endless)] if explored.endless else found


def _row(name: str, runs: Sequence[Played], digest: str) -> OutcomeRow:
    own = [it for it in runs if it.outcome == name]
    calm = min(own, key=lambda it: (preemptions(it), len(it.steps), it.gates))
    return OutcomeRow(
        outcome=name,
        failing=False,
        undecided=False,
        orders=len(own),
        example=str(schedule_of(calm, digest)),
        steps=len(calm.steps),
        preemptions=preemptions(calm),
    )
