from collections import Counter

from harness.baseline.turn import Side, Turn, turns

A, B = Side.BEFORE, Side.AFTER


def test_both_sides_are_played_one_beside_the_other_and_each_goes_first_as_often() -> None:
    found = list(turns(["org"], 2))

    assert [it.side for it in found] == [A, B, B, A, A, B]
    assert [it.is_cold for it in found] == [True, True, False, False, False, False]
    firsts = Counter(it.side for it in list(turns(["org"], 20))[2::2])
    assert firsts == {A: 10, B: 10}


def test_every_pair_has_every_starter_on_both_sides() -> None:
    found = list(turns(["org", "admin"], 3))

    for pair in range(4):
        own = [(it.starter, it.side) for it in found if it.pair == pair]
        assert set(own) == {("admin", A), ("admin", B), ("org", A), ("org", B)}
        assert len(own) == 4


def test_no_pairs_are_the_cold_one_alone() -> None:
    assert list(turns(["org"], 0)) == [Turn(0, "org", A), Turn(0, "org", B)]
