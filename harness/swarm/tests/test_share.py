import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.swarm.share import NOBODY, Gone, Shares, of_plain


def test_workers_take_turns() -> None:
    assert [Shares(3).owner(it) for it in range(7)] == [0, 1, 2, 0, 1, 2, 0]


def test_those_who_are_left_share_what_was_one_that_is_gone() -> None:
    shares = Shares(3).without(1, 6)

    owners = [shares.owner(it) for it in range(15)]

    assert owners == [0, 1, 2, 0, 1, 2, 0, 0, 2, 0, 2, 2, 0, 0, 2]
    assert shares.left == (0, 2)


def test_an_heir_may_go_too() -> None:
    shares = Shares(3).without(1, 6).without(2, 9)

    assert shares.gone == (Gone(1, 6, (0, 2)), Gone(2, 9, (0,)))
    assert {shares.owner(it) for it in range(9, 60)} == {0}
    assert shares.owner(8) == 2


def test_nobody_is_left() -> None:
    shares = Shares(1).without(0, 4)

    assert [shares.owner(it) for it in (3, 4)] == [0, NOBODY]


@st.composite
def histories(draw: st.DrawFn) -> Shares:
    workers = draw(st.integers(1, 5))
    shares = Shares(workers)
    since = 0
    for worker in draw(st.permutations(range(workers)))[: draw(st.integers(0, workers))]:
        since += draw(st.integers(0, 40))
        shares = shares.without(worker, since)
    return shares


@given(histories())
def test_what_was_somebodys_stays_theirs_when_another_goes(shares: Shares) -> None:
    if not shares.left:
        return
    worker, since = shares.left[0], 300
    later = shares.without(worker, since)

    for number in range(400):
        before, after = shares.owner(number), later.owner(number)
        assert before == after or (before == worker and number >= since)


@given(histories(), st.integers(0, 300))
def test_every_arrival_is_counted_for_one(shares: Shares, below: int) -> None:
    counts = [shares.count(it, below) for it in range(shares.workers)]
    unowned = sum(shares.owner(it) == NOBODY for it in range(below))

    assert sum(counts) + unowned == below


@pytest.mark.parametrize("shares", [Shares(4), Shares(3).without(0, 5).without(1, 50)])
def test_the_way_to_another_process_loses_nothing(shares: Shares) -> None:
    assert of_plain(shares.plain()) == shares
