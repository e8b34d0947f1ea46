from dataclasses import replace

import pytest

from harness.invariants.tests.build import Tape, entry, loaded
from harness.judge.matrix import LoadSeen, matrix, seen_in
from harness.model.run import Check, LayerState
from harness.model.word import Outcome, Status

READY, ERROR = Outcome.READY, Outcome.ERROR


def check(journey: str, *, suppressed: str = "", status: Status = Status.PASS) -> Check:
    return Check(
        journey,
        journey,
        "f.py",
        status,
        starter="org",
        proves="storage",
        suppressed=suppressed,
        journeys=(journey,),
    )


def state(checks: list[Check], loads: list[LoadSeen]) -> LayerState:
    return matrix(checks, loads, ["org"])[0].state


def test_a_layer_that_answers_works() -> None:
    cell = matrix([check("j1")], [LoadSeen("j1", "j1.1", "storage", READY)], ["org"])[0]

    assert (cell.state, cell.loads, cell.ready) == (LayerState.WORKS, 1, 1)
    assert cell.evidence == ("j1.1",)


def test_a_layer_that_another_one_hides_is_masked() -> None:
    loads = [LoadSeen("j1", "j1.1", "server", READY), LoadSeen("j2", "j2.1", "", ERROR)]

    assert state([check("j1"), check("j2", suppressed="server")], loads) is LayerState.MASKED


def test_a_layer_that_does_not_get_ready_alone_is_dead() -> None:
    loads = [LoadSeen("j1", "j1.1", "storage", READY), LoadSeen("j2", "j2.1", "", ERROR)]

    assert state([check("j1"), check("j2", suppressed="server")], loads) is LayerState.DEAD


@pytest.mark.parametrize("status", [Status.SKIP, Status.UNKNOWN])
def test_what_did_not_come_out_tests_nothing(status: Status) -> None:
    loads = [LoadSeen("j1", "j1.1", "storage", READY)]

    assert state([check("j1", status=status)], loads) is LayerState.NOT_TESTED


def test_each_starter_has_a_cell_for_each_layer() -> None:
    cells = matrix([], [], ["org", "admin"])

    assert [(it.starter, it.layer) for it in cells] == [
        ("org", "storage"),
        ("org", "server"),
        ("admin", "storage"),
        ("admin", "server"),
    ]


def test_the_last_load_of_a_journey_is_what_it_shows() -> None:
    tape = loaded().error("network").document().read(entry()).ready()

    assert seen_in(tape.journey(), key="k") == (LoadSeen("k", "j1.2", "storage", READY),)


def test_a_closed_tab_and_a_journey_without_loads_show_nothing() -> None:
    assert seen_in(loaded().add("closed").journey()) == ()
    assert seen_in(Tape().console("x").journey()) == ()


def test_a_layer_that_answered_where_nobody_tried_it_alone_was_seen() -> None:
    other = Check("j1", "j1", "f.py", Status.PASS, starter="org", journeys=("j1",))
    load = LoadSeen("j1", "j1.1", "storage", READY, "org")

    storage, server = matrix([other], [load, replace(load, outcome=ERROR)], ["org"])

    assert (storage.state, storage.loads, storage.ready) == (LayerState.SEEN, 1, 1)
    assert storage.evidence == ("j1.1",)
    assert server.state is LayerState.NOT_TESTED
    assert matrix([other], [load], ["admin"])[0].state is LayerState.NOT_TESTED
