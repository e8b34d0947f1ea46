"""A failing order is made as calm as it can be, and stays failing."""

from harness.race.explore import Bounds, explore
from harness.race.played import Played, preemptions
from harness.race.shrink import Wished, calmest
from harness.race.tests.toy import Op, Toy, lost_update


def wildest(outcome: str) -> Played:
    runs = explore(lost_update().play, Bounds(reduced=False)).runs
    return max((it for it in runs if it.outcome == outcome), key=preemptions)


def test_a_lost_update_needs_one_preemption() -> None:
    wild = wildest("n=1")
    calm = calmest(lost_update().play, wild)

    assert preemptions(wild) == 2
    assert calm.outcome == "n=1"
    assert preemptions(calm) == 1


def test_what_fails_without_preemption_is_found_so() -> None:
    ops = {"a": (Op("one"), Op("two")), "b": (Op("one"), Op("two"))}
    toy = Toy(ops, lambda _: "always")
    wild = max(explore(toy.play, Bounds(reduced=False)).runs, key=preemptions)

    assert preemptions(calmest(toy.play, wild)) == 0


def test_without_runs_left_the_failing_order_itself_is_given() -> None:
    wild = wildest("n=1")

    assert calmest(lost_update().play, wild, max_runs=0) == wild


def test_a_wish_is_followed_where_it_can_be() -> None:
    wild = wildest("n=1")

    assert lost_update().play(Wished(wild.gates)) == wild
    assert lost_update().play(Wished(())).gates[0].actor == "a"
