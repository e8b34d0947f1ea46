from harness.baseline.sighting import Sighting, cold, groups, unseen
from harness.baseline.turn import Side, Turn
from harness.model.word import Layer

A, B = Side.BEFORE, Side.AFTER


def seen(pair: int, side: Side, took_ms: float, wrong: str = "") -> Sighting:
    return Sighting(Turn(pair, "org", side), Layer.SERVER, took_ms, wrong)


SEEN = [
    seen(0, A, 900),
    seen(0, B, 0, "stuck"),
    seen(1, B, 30),
    seen(1, A, 20),
    seen(2, A, 10),
    seen(2, B, 5_000, "error:server"),
]


def test_a_group_has_the_ready_ones_times_and_no_cold_one() -> None:
    before, after = groups(SEEN, A)["org, server"], groups(SEEN, B)["org, server"]

    assert (before.ready, before.count, before.times_ms) == (2, 2, [10, 20])
    assert (after.ready, after.count, after.times_ms) == (1, 2, [30])


def test_first_hits_are_kept_apart() -> None:
    assert cold(SEEN) == {"org, server": {A: SEEN[0], B: SEEN[1]}}


def test_what_nobody_saw_counts_for_neither_side() -> None:
    lost = Sighting(Turn(3, "org", A), Layer.SERVER, 0.0, "No id.", seen=False)

    assert groups([*SEEN, lost], A) == groups(SEEN, A)
    assert unseen([*SEEN, lost]) == [lost]
