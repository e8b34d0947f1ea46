import random

from hypothesis import given
from hypothesis import strategies as st

from harness.measure.histogram import HOUR_US, index_of
from harness.measure.timeline import Timeline, cell_ms, of_columns


def filled(seed: int, *, parts: int = 1) -> list[Timeline]:
    """The same run, told to one timeline or by chance to several."""
    chance = random.Random(seed)
    which = random.Random(seed + 1)
    found = [Timeline() for _ in range(parts)]
    for _ in range(500):
        at_s = chance.uniform(0, 9)
        us = int(chance.lognormvariate(9, 2))
        layer, ready = chance.choice(["storage", "server"]), chance.random() < 0.9
        one = which.choice(found)
        one.at(at_s).offered += 1
        one.at(at_s).begun += 1
        one.at(at_s + 0.5).done += ready
        one.load(at_s + 0.5, layer, index_of(us), ready=ready)
    return found


def test_an_arrival_stands_in_its_second_and_a_load_where_it_ended() -> None:
    it = Timeline()

    it.at(1.9).offered += 1
    it.load(2.1, "server", index_of(200_000), ready=True)
    it.load(2.9, "server", index_of(9_000_000), ready=False)

    columns = it.columns()
    assert columns["offered"] == [0, 1, 0]
    assert columns["layers"]["server"]["ready"] == [0, 0, 1]
    assert columns["layers"]["server"]["failed"] == [0, 0, 1]


def test_seconds_without_anything_are_there_all_the_same() -> None:
    it = Timeline()
    it.at(3).offered += 1

    assert [second.offered for second in it.whole()] == [0, 0, 0, 1]
    assert Timeline().whole() == []


def test_the_worst_of_several_processes_stays_and_what_waits_adds_up() -> None:
    it = Timeline()

    it.fare(0, backlog=3, busy=1, cpu=0.5, late_ms=2)
    it.fare(0, backlog=4, busy=2, cpu=0.2, late_ms=9)

    second = it.whole()[0]
    assert (second.backlog, second.busy, second.cpu, second.late_ms) == (7, 3, 0.5, 9)


def test_timelines_of_three_workers_are_that_of_one() -> None:
    (one,) = filled(5)
    master = Timeline()

    for it in filled(5, parts=3):
        master.put_in(it.page())
        assert it.seconds == {}

    assert master.columns() == one.columns()


def test_columns_give_the_timeline_again() -> None:
    (one,) = filled(6)

    assert of_columns(one.columns()).columns() == one.columns()


@given(st.integers(0, HOUR_US - 1))
def test_a_cell_holds_the_times_that_stand_in_it(us: int) -> None:
    least, most = cell_ms(index_of(us) >> 8)

    assert least <= us / 1_000 < most
    # Four to an octave, and a quarter of a millisecond where times are that short.
    assert most <= max(least * 1.26, least + 0.256)
