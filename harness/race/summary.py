"""What a search found, by outcome: how often, one example each, the failing ones first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from harness.race.explore import Explored
from harness.race.played import Played, preemptions
from harness.race.schedule import schedule_of


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One outcome: in how many played orders it came, and the calmest of them by its id."""

    outcome: str
    failing: bool
    orders: int
    example: str
    steps: int
    preemptions: int


def outcome_rows(
    runs: Sequence[Played], *, passing: Collection[str], digest: str
) -> tuple[OutcomeRow, ...]:
    """A row for each outcome; failing ones first, then the rare before the frequent."""
    rows = [_row(name, runs, name not in passing, digest) for name in {it.outcome for it in runs}]
    return tuple(sorted(rows, key=lambda it: (not it.failing, it.orders, it.outcome)))


def claim(explored: Explored) -> str:
    """One sentence that says what may be said of the search, and no more."""
    is_one = len(explored.runs) == 1
    played = "1 order played" if is_one else f"{len(explored.runs)} orders played"
    stands = "stands" if is_one else "stand"
    if not explored.complete:
        return f"{played}, not all: the search ended at its limit."
    if explored.bounds.max_preemptions is not None:
        return f"{played}: all with at most {explored.bounds.max_preemptions} preemptions."
    if explored.feasible is None:
        return f"{played}, which {stands} for all there are."
    return f"{played}, which {stands} for all {explored.feasible} that are feasible: exhaustive."


def _row(name: str, runs: Sequence[Played], failing: bool, digest: str) -> OutcomeRow:
    own = [it for it in runs if it.outcome == name]
    calm = min(own, key=lambda it: (preemptions(it), len(it.steps), it.gates))
    return OutcomeRow(
        outcome=name,
        failing=failing,
        orders=len(own),
        example=str(schedule_of(calm, digest)),
        steps=len(calm.steps),
        preemptions=preemptions(calm),
    )
