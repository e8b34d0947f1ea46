"""Whose answer a request got: the app's own, or one that was played in its place."""

import pytest

from harness.invariants.tests.build import Tape, loaded
from harness.judge.act import is_own_answer


def first_is_own(tape: Tape, *, sees_backend: bool = False) -> bool:
    """Whether the first attempt's answer is the app's own."""
    journey = tape.journey(sees_backend=sees_backend, conditions=("latency",))
    return is_own_answer(journey, journey.traces[0].attempts[0])


def test_an_answer_under_a_faults_name_was_played() -> None:
    assert not first_is_own(loaded().asked(500, pair="p1").add("fault", actor="harness", pair="p1"))
    assert first_is_own(loaded().asked(500, pair="p1").add("fault", actor="harness", pair="p2"))


@pytest.mark.parametrize("sees", [False, True])
def test_an_answer_without_a_name_is_the_apps_where_the_server_gives_none(sees: bool) -> None:
    assert first_is_own(loaded().asked(500), sees_backend=sees) is not sees


def test_no_answer_is_nobodys() -> None:
    assert not first_is_own(loaded().asked(None, fail="reset"))
