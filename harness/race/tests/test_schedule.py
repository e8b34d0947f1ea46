"""Ids of orders: they name one, refuse another scenario's, and say where a replay diverges."""

from collections.abc import Sequence

import pytest

from harness.errors import BadSetting
from harness.race.explore import explore
from harness.race.played import Parked, Played
from harness.race.schedule import Diverged, Replay, digest_of, letters, parse, schedule_of
from harness.race.step import Gate, Step
from harness.race.tests.toy import lost_update

DIGEST = digest_of("a scenario", ["read", "write"])


def test_each_order_has_an_id_of_its_own_that_replays_it() -> None:
    runs = explore(lost_update().play).runs
    ids = {str(schedule_of(it, DIGEST)): it for it in runs}

    assert len(ids) == len(runs)
    for text, run in ids.items():
        assert lost_update().play(Replay(parse(text, DIGEST))) == run


def test_the_digest_knows_the_scenario_and_the_set_of_its_gates() -> None:
    assert digest_of("a scenario", ["write", "read", "read"]) == DIGEST
    assert digest_of("another", ["read", "write"]) != DIGEST
    assert digest_of("a scenario", ["read"]) != DIGEST


@pytest.mark.parametrize("text", ["", "s2", "s2.abc", "x2.12345678.2ab", "s2..2ab", "s2.1.xyz"])
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(BadSetting, match="is no schedule"):
        parse(text, DIGEST)


def test_another_scenarios_id_is_refused() -> None:
    with pytest.raises(BadSetting, match="of another scenario"):
        parse("s2.00000000.2abcd", DIGEST)


def test_an_id_of_a_version_that_held_other_gates_is_refused() -> None:
    with pytest.raises(BadSetting, match="of another version"):
        parse(f"s1.{DIGEST}.2abcd", DIGEST)


@pytest.mark.parametrize("steps", ["2abc", "0ab"])
def test_an_id_that_is_cut_short_is_refused(steps: str) -> None:
    with pytest.raises(BadSetting, match="cut short"):
        parse(f"s2.{DIGEST}.{steps}", DIGEST)


def test_a_replay_that_meets_other_gates_says_where() -> None:
    run = explore(lost_update().play).runs[0]
    ids = str(schedule_of(run, DIGEST))
    wrong = ids[:-2] + letters(Gate("z", "never"), 2)

    with pytest.raises(Diverged, match=r"step 4 of 4.*is not parked. Parked: b:write"):
        lost_update().play(Replay(parse(wrong, DIGEST)))


def test_a_replay_that_leaves_something_parked_says_so() -> None:
    run = explore(lost_update().play).runs[0]
    short = str(schedule_of(run, DIGEST))[:-2]

    with pytest.raises(Diverged, match="after its last step"):
        lost_update().play(Replay(parse(short, DIGEST)))


def test_letters_are_as_many_as_tell_gates_apart() -> None:
    twins = _twins()
    parked: Parked = tuple(sorted(twins))
    played = Played((parked,), (Step(parked[0]),), "done")

    assert len(schedule_of(played, DIGEST).steps[0]) == 3


def _twins() -> Sequence[Gate]:
    """Two gates whose hashes begin with the same two letters."""
    seen: dict[str, Gate] = {}
    for at in range(10_000):
        gate = Gate("a", str(at))
        other = seen.setdefault(letters(gate, 2), gate)
        if other != gate and letters(other, 3) != letters(gate, 3):
            return gate, other
    raise AssertionError("no twins among ten thousand")
