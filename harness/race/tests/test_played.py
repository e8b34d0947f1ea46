"""Preemptions: leaving an actor that could have gone on."""

from harness.race.played import Played, preemptions
from harness.race.step import Gate, Step

A1, A2, B1 = Gate("a", "1"), Gate("a", "2"), Gate("b", "1")


def test_leaving_an_actor_that_could_go_on_is_a_preemption() -> None:
    run = Played(((A1, B1), (A2, B1), (A2,)), (Step(A1), Step(B1), Step(A2)), "done")

    assert preemptions(run) == 1
    assert run.gates == (A1, B1, A2)


def test_leaving_an_actor_that_waits_is_none() -> None:
    run = Played(((A1, B1), (B1,), (A2,)), (Step(A1), Step(B1), Step(A2)), "done")

    assert preemptions(run) == 0
