"""An audit plays orders twice, and does not pass what differs."""

from dataclasses import replace

import pytest

from harness.race.audit import audit
from harness.race.explore import explore
from harness.race.played import Choose, Played, Uncontrolled
from harness.race.tests.toy import Toy, lost_update


def test_a_world_under_control_agrees_with_itself() -> None:
    runs = explore(lost_update().play).runs

    assert audit(lost_update().play, runs) == len(runs)


def test_another_outcome_of_one_order_is_told() -> None:
    runs = explore(lost_update().play).runs

    def moody(choose: Choose) -> Played:
        return replace(lost_update().play(choose), outcome="something else")

    with pytest.raises(Uncontrolled, match=r"one order ended as 'n=\d' and as 'something else'"):
        audit(moody, runs)


def test_other_gates_are_told() -> None:
    runs = explore(lost_update().play).runs
    actors = lost_update().actors
    other = Toy({"a": actors["a"], "c": actors["b"]}, str)

    with pytest.raises(Uncontrolled, match=r"Before: a:read, b:read\. Now: a:read, c:read"):
        audit(other.play, runs)


def test_a_run_that_ends_early_is_told() -> None:
    runs = explore(lost_update().play).runs
    short = Toy({name: ops[:1] for name, ops in lost_update().actors.items()}, str)

    with pytest.raises(Uncontrolled):
        audit(short.play, runs)
