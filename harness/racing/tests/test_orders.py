"""What is kept of the orders that were played, tried with a world of two actors."""

import pytest

from harness.race.explore import explore
from harness.race.played import Choose, Parked, Played
from harness.race.schedule import Diverged, parse
from harness.race.step import Gate, Step, Touch
from harness.racing.orders import Orders
from harness.racing.outcome import Ended
from harness.racing.world import Recorded

WRITE, READ = Gate("tab-1", "write"), Gate("tab-2", "read")
DIGEST = "0123abcd"


def world(choose: Choose) -> Recorded:
    """A tab writes and another reads; who reads first finds nothing."""
    left = [WRITE, READ]
    steps: list[Step] = []
    parked: list[Parked] = []
    while left:
        now: Parked = tuple(left)
        gate = choose(now, tuple(steps))
        if gate is None:
            return Recorded(Played(tuple(parked), tuple(steps), ""), Ended((), ()), (), ())
        parked.append(now)
        left.remove(gate)
        steps.append(Step(gate, frozenset({Touch("entry", writes=gate is WRITE)})))
    is_late = steps[0].gate is READ
    ended = Ended(("stuck",), ("is-ready",)) if is_late else Ended(("ready by storage",), ())
    return Recorded(Played(tuple(parked), tuple(steps), str(ended)), ended, (), ())


def test_every_order_is_known_by_its_id_and_told_as_it_ends() -> None:
    heard: list[str] = []
    orders = Orders(world, DIGEST, lambda order: heard.append(order.id))

    explore(orders.play)

    assert [it.id for it in orders.known] == heard
    assert len(set(heard)) == 2
    assert orders.passing == {"ready by storage"}
    assert [(it.outcome, it.failing) for it in orders.rows()] == [
        ("stuck; breaks is-ready", True),
        ("ready by storage", False),
    ]


def test_an_order_is_played_again_by_its_id() -> None:
    orders = Orders(world, DIGEST)
    explore(orders.play)
    failing = next(it for it in orders.known if it.ended.is_failing)

    again = orders.replay(parse(failing.id, DIGEST))

    assert again.ended == failing.ended
    assert len(orders.known) == 2


def test_an_order_of_other_gates_is_refused() -> None:
    orders = Orders(world, DIGEST)
    explore(orders.play)
    text = orders.known[0].id

    with pytest.raises(Diverged):
        orders.replay(parse(f"{text[:-2]}zz", DIGEST))


def test_an_order_that_is_cut_short_is_not_kept() -> None:
    orders = Orders(world, DIGEST)

    orders.play(lambda _, __: None)

    assert orders.known == []


def test_an_id_that_ends_too_early_is_said_to_diverge() -> None:
    orders = Orders(world, DIGEST)
    explore(orders.play)
    head, _, steps = orders.known[0].id.rpartition(".")
    first = f"{head}.{steps[: 1 + int(steps[0])]}"

    with pytest.raises(Diverged, match="still parked"):
        orders.replay(parse(first, DIGEST))
