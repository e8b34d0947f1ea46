"""A race that has ended, as it is written down and shown."""

from collections.abc import Callable, Sequence

from harness.model.race import Doubt, MissingWait, Raced, RaceOutcome
from harness.model.word import Status
from harness.race.summary import OutcomeRow
from harness.racing.drawing import drawing
from harness.racing.edge import Edge
from harness.racing.race import Race


def result(
    race: Race,
    *,
    starter: str,
    gates: Sequence[str],
    repeat: Callable[[str], str],
    title: str = "",
    check: str = "",
) -> Raced:
    """What came of it; `repeat` gives the command that plays the order of an id again."""
    explored, calm = race.explored, race.calm
    marks = (race.edge.hasty, race.edge.awaited) if race.edge else ()
    calmest = race.orders.id_of(calm) if calm else ""
    return Raced(
        starter=starter,
        gates=tuple(gates),
        digest=race.orders.digest,
        way=race.plan.method,
        seed=race.plan.seed,
        said=race.said,
        status=race.status,
        exhaustive=explored is not None and explored.exhaustive,
        explored=len(race.orders.known),
        outcomes=tuple(_outcome(it, race, repeat) for it in race.rows),
        failing=race.failing,
        undecided=race.undecided,
        feasible=explored.feasible if explored else None,
        pruned=explored.pruned if explored else None,
        cut=explored.cut if explored else 0,
        audited=race.audited,
        calmest=calmest,
        missing=_missing(race.edge) if race.edge else None,
        steps=tuple(map(str, calm.gates)) if calm else (),
        drawing=tuple(drawing(calm, marks=marks)) if calm else (),
        repeat=repeat(calmest) if calm else "",
        hindered=race.hindered,
        seconds=round(race.seconds, 3),
        title=title,
        check=check,
        endless=tuple(sorted(explored.endless)) if explored else (),
    )


def _outcome(row: OutcomeRow, race: Race, repeat: Callable[[str], str]) -> RaceOutcome:
    status = Status.FAIL if row.failing else Status.UNKNOWN if row.undecided else Status.PASS
    recorded = race.orders.examples.get(row.outcome)
    return RaceOutcome(
        outcome=row.outcome,
        status=status,
        orders=row.orders,
        example=row.example,
        steps=row.steps,
        preemptions=row.preemptions,
        doubts=_doubts(row.outcome, race),
        repeat=repeat(row.example),
        journeys=tuple(it.id for it in recorded.journeys) if recorded else (),
    )


def _doubts(outcome: str, race: Race) -> tuple[Doubt, ...]:
    """What could not be decided in the orders of that outcome, as the first of them says it."""
    own = (it.ended for it in race.orders.known if it.played.outcome == outcome)
    return next((it.undecided for it in own), ())


def _missing(edge: Edge) -> MissingWait:
    share = round(edge.share, 4)
    return MissingWait(str(edge.awaited), str(edge.hasty), edge.things, share)
