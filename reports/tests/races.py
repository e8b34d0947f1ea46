"""Races as they stand in a run: one in which an order fails, one in doubt, one that is sound."""

from dataclasses import replace

from harness.model.race import Doubt, MissingWait, Raced, RaceOutcome
from harness.model.word import Status

AGAIN = "layerproof race --starter org --replay"
PASSING = RaceOutcome("ready by storage", Status.PASS, 3, "s1.0a1b2c3d.2abcd", 2, 0)
SOUND = Raced(
    starter="admin",
    gates=("start.answer", "timer"),
    digest="0a1b2c3d",
    way="search",
    seed=1,
    said="3 orders played, which stand for all 6 that are feasible: exhaustive.",
    status=Status.PASS,
    exhaustive=True,
    explored=3,
    outcomes=(PASSING,),
    feasible=6,
    pruned=3,
    audited=1,
    title="Whatever comes first, the session is reached.",
    check="test_races.py::test_it[admin]",
)


def failing(said: str = "stuck", *, journeys: tuple[str, ...] = ()) -> Raced:
    """One of two orders fails, in these words."""
    row = RaceOutcome(
        outcome=f"{said}; breaks is-ready",
        status=Status.FAIL,
        orders=1,
        example="s1.0a1b2c3d.2cdab",
        steps=2,
        preemptions=1,
        repeat=f"{AGAIN} s1.0a1b2c3d.2cdab",
        journeys=journeys,
    )
    return replace(
        SOUND,
        starter="org",
        status=Status.FAIL,
        outcomes=(row, replace(PASSING, orders=2)),
        failing=(row.example,),
        calmest=row.example,
        repeat=row.repeat,
        missing=MissingWait("tab-1:start.answer", "tab-2:document.request", ("storage entry",), 1),
        drawing=("      tab-1  tab-2", "    1 timer  ·", f"  end {said}"),
        script="repro/order-org.py",
        trace="evidence/order-org.zip",
        endless=("tab-1:timer",),
    )


def undecided(reason: str = "The log is torn.") -> Raced:
    """One order of which it is not known."""
    row = replace(
        PASSING,
        outcome="ready by storage; undecided written-first",
        status=Status.UNKNOWN,
        doubts=(Doubt("written-first", reason),),
    )
    return replace(
        SOUND,
        starter="student",
        status=Status.UNKNOWN,
        outcomes=(row,),
        undecided=(row.example,),
        unscripted="",
    )
