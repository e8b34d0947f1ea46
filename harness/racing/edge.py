"""Which order of two steps the app leaves open, although it decides how a run ends.

Of all pairs that race in the failing run, the one by which failing and passing runs are told apart
best: in the failing ones it came the wrong way round, in the passing ones the right way, or not at
all. It is the edge that is missing in the app: nothing makes the one wait for the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from harness.race.before import races
from harness.race.played import Played
from harness.race.step import Gate

# A pair that tells fewer of the runs apart explains nothing.
ENOUGH = 0.9


@dataclass(frozen=True, slots=True)
class Edge:
    """`awaited` must come before `hasty`; `share` of the runs is told apart by it, 0 to 1."""

    awaited: Gate
    hasty: Gate
    things: tuple[str, ...]
    share: float


def missing_edge(failing: Sequence[Played], passing: Sequence[Played]) -> Edge | None:
    """The edge that the failing runs, all of one outcome, lack; None where no pair tells."""
    if not failing or not passing:
        return None
    example = min(failing, key=lambda it: len(it.steps))
    found = [_edge(example, *pair, failing, passing) for pair in races(example)]
    best = max(found, key=_worth, default=None)
    return best if best is not None and best.share >= ENOUGH else None


def _edge(
    run: Played, earlier: int, later: int, failing: Sequence[Played], passing: Sequence[Played]
) -> Edge:
    hasty, awaited = run.steps[earlier], run.steps[later]
    wrong = sum(_came_first(it, hasty.gate, awaited.gate) for it in failing) / len(failing)
    right = sum(not _came_first(it, hasty.gate, awaited.gate) for it in passing) / len(passing)
    written = {it.thing for it in hasty.touched | awaited.touched if it.writes}
    both = {it.thing for it in hasty.touched} & {it.thing for it in awaited.touched} & written
    return Edge(awaited.gate, hasty.gate, tuple(sorted(both)), (wrong + right) / 2)


def _came_first(run: Played, one: Gate, other: Gate) -> bool:
    """Whether `one` was opened before `other`, or `other` never."""
    gates = run.gates
    if one not in gates:
        return False
    return other not in gates or gates.index(one) < gates.index(other)


def _worth(edge: Edge) -> tuple[float, bool, bool]:
    """How much it explains; a thing that both touch tells more than an actor's own turn."""
    shared = any(not it.startswith("tab ") for it in edge.things)
    return edge.share, shared, edge.awaited.actor != edge.hasty.actor
