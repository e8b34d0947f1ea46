"""A page that polls: a bound on what comes again and again, and a claim that tells of it."""

from collections.abc import Sequence
from itertools import count

from harness.race.endless import MOST, is_tired, named, tireless
from harness.race.explore import Bounds, explore
from harness.race.played import Choose, Parked, Played
from harness.race.step import Gate, Step, Touch
from harness.race.summary import claim

TIMER, WRITE = Gate("tab-1", "timer"), Gate("tab-2", "write")


def steps(*gates: Gate) -> tuple[Step, ...]:
    return tuple(Step(it) for it in gates)


def polling(choose: Choose) -> Played:
    """A timer that comes without end beside one write; both touch the same. It ends when the write
    is done and the timer is no choice any more.
    """
    done: list[Step] = []
    seen: list[Parked] = []
    for _ in count():
        parked = _parked(done)
        if not parked:
            break
        gate = choose(parked, tuple(done))
        if gate is None:
            return Played((*seen, parked), tuple(done), "")
        seen.append(parked)
        done.append(Step(gate, frozenset({Touch("x", writes=True)})))
    at = [it.gate for it in done].index(WRITE)
    return Played(tuple(seen), tuple(done), f"written after {at}")


def _parked(done: Sequence[Step]) -> Parked:
    write = () if WRITE in {it.gate for it in done} else (WRITE,)
    return (*(() if is_tired(TIMER, done) else (TIMER,)), *write)


def test_it_is_tired_once_it_came_so_often() -> None:
    assert not is_tired(TIMER, steps(*[TIMER] * (MOST - 1)))
    assert is_tired(TIMER, steps(*[TIMER] * MOST))
    assert not is_tired(Gate("tab-2", "timer"), steps(*[TIMER] * MOST))


def test_one_of_several_at_the_same_gate_counts_as_all_of_them() -> None:
    asked = [Gate("tab-1", "session.request"), Gate("tab-1", "session.request#2")]

    assert is_tired(asked[1], steps(*asked * (MOST // 2)))


def test_a_kind_of_request_tires_by_its_number_and_not_by_the_calls_of_one() -> None:
    read = [Gate(f"server GET /x#{it}", "db.read") for it in (MOST, MOST + 1)]

    assert not is_tired(read[0], ())
    assert is_tired(read[1], ())
    assert named(read[1]) == "server GET /x:db.read"


def test_a_page_that_polls_has_an_end_and_is_not_called_exhaustive() -> None:
    found = explore(polling)

    assert {it.outcome for it in found.runs} == {f"written after {it}" for it in range(MOST + 1)}
    assert found.complete
    assert found.feasible is None
    assert claim(found) == (
        f"{MOST + 1} orders played: all in which nothing is chosen more than {MOST} times in a run "
        "(tab-1:timer came so often)."
    )


def test_an_unreduced_search_claims_no_more() -> None:
    assert explore(polling, Bounds(reduced=False)).feasible is None


def test_what_came_less_often_is_not_told() -> None:
    assert tireless(Played((), steps(*[TIMER] * (MOST - 1)), "x")) == frozenset()


def test_both_bounds_are_told() -> None:
    said = claim(explore(polling, Bounds(max_preemptions=0)))

    assert "all with at most 0 preemptions in which nothing is chosen" in said
