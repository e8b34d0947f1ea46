"""The edge that is missing is the pair of steps that tells failing runs from passing ones."""

from harness.race.played import Played
from harness.race.step import Gate, Step, Touch
from harness.racing.edge import missing_edge

WRITE, READ, SHOW = Gate("tab-1", "write"), Gate("tab-2", "read"), Gate("tab-2", "show")
BEACON = Gate("tab-1", "beacon")
TOUCHES = {
    WRITE: (Touch("storage entry", writes=True),),
    READ: (Touch("storage entry"),),
    BEACON: (Touch("server", writes=True),),
    SHOW: (Touch("server"),),
}


def played(*gates: Gate) -> Played:
    """A run in which everything that comes later was parked from the start."""
    steps = tuple(Step(it, frozenset(TOUCHES[it])) for it in gates)
    return Played(tuple(gates[at:] for at in range(len(gates))), steps, "done")


def test_the_pair_that_came_the_wrong_way_round_is_named() -> None:
    failing = [played(READ, WRITE, SHOW, BEACON), played(READ, SHOW, WRITE, BEACON)]
    passing = [played(WRITE, READ, SHOW, BEACON), played(WRITE, BEACON, READ, SHOW)]

    edge = missing_edge(failing, passing)

    assert edge is not None
    assert (edge.awaited, edge.hasty, edge.share) == (WRITE, READ, 1.0)
    assert edge.things == ("storage entry",)


def test_a_step_that_a_passing_run_never_comes_to_is_no_haste() -> None:
    passing = [played(WRITE, BEACON)]

    edge = missing_edge([played(READ, WRITE)], passing)

    assert edge is not None
    assert edge.hasty == READ


def test_where_no_pair_tells_them_apart_none_is_named() -> None:
    assert missing_edge([played(READ, WRITE)], [played(READ, WRITE)]) is None
    assert missing_edge([played(READ, WRITE)], []) is None


def test_a_pair_that_tells_only_most_of_them_apart_explains_nothing() -> None:
    failing = [played(READ, WRITE), played(READ, WRITE)]
    passing = [played(WRITE, READ)] * 3 + [played(READ, WRITE)]

    assert missing_edge(failing, passing) is None
