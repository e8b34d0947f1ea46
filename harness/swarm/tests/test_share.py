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

    assert shares.changes == (Gone(1, 6, (0, 2)), Gone(2, 9, (0,)))
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


@pytest.mark.parametrize(
    "before", [Shares(1), Shares(3), Shares(4).without(1, 10), Shares(2).joined(10)]
)
def test_who_comes_later_takes_as_much_from_everybody(before: Shares) -> None:
    since, below = 1_000, 13_000
    after = before.joined(since)
    fair = (below - since) / len(after.left)

    taken = dict.fromkeys(after.left, 0)
    for number in range(since, below):
        taken[after.owner(number)] += 1

    assert all(abs(count - fair) < fair * 0.05 for count in taken.values())


def test_what_is_before_the_coming_and_what_others_keep_stays_theirs() -> None:
    before = Shares(3)
    after = before.joined(50)

    for number in range(400):
        owner = after.owner(number)
        assert owner == before.owner(number) or (owner == 3 and number >= 50)


def test_who_came_later_may_go_and_inherit() -> None:
    shares = Shares(1).joined(10).without(0, 20)

    assert {shares.owner(it) for it in range(20, 90)} == {1}
    assert {shares.without(1, 30).owner(it) for it in range(30, 60)} == {NOBODY}
    assert of_plain(shares.plain()) == shares
    assert shares.count(0, 90) + shares.count(1, 90) == 90
