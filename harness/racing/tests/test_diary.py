"""Orders outlive the process that played them."""

from pathlib import Path

import pytest

from harness.errors import BadRun, BadSetting
from harness.race.explore import explore
from harness.race.played import Choose
from harness.race.step import Gate, Step, Touch
from harness.racing.diary import NAME, Diary, remembered
from harness.racing.orders import Order, Orders
from harness.racing.outcome import Ended
from harness.racing.race import Plan, Race, run
from harness.racing.tests.test_orders import DIGEST, world
from harness.racing.world import Recorded


def written(folder: Path) -> Orders:
    diary = Diary(folder, digest=DIGEST, scenario="mock/org", gates=("create.*",))
    orders = Orders(world, DIGEST, diary.note)
    explore(orders.play)
    return orders


def test_what_was_played_is_read_as_it_was(tmp_path: Path) -> None:
    orders = written(tmp_path)

    assert remembered(tmp_path, DIGEST) == tuple(orders.known)


def test_a_search_goes_on_without_playing_it_again(tmp_path: Path) -> None:
    written(tmp_path)
    plays = 0

    def counted(choose: Choose) -> Recorded:
        nonlocal plays
        plays += 1
        return world(choose)

    orders = Orders(counted, DIGEST)
    for it in remembered(tmp_path, DIGEST):
        orders.adopt(it)
    race = Race(orders, Plan(audits="none"))
    run(race)

    assert race.explored is not None
    assert race.explored.complete
    assert len(race.failing) == 1
    assert set(orders.examples) == {it.outcome for it in race.rows}
    assert plays == len(race.rows), "only what is to be shown is played again"


def test_every_part_of_a_step_is_kept(tmp_path: Path) -> None:
    gate = Gate("server GET /api/x:y", "db.read#2")
    touched = frozenset({Touch("database users"), Touch("tab tab-1", writes=True)})
    played = written(tmp_path).known[0].played
    odd = type(played)(((gate,),), (Step(gate, touched, frozenset({gate})),), "done")
    other = tmp_path / "other"
    other.mkdir()

    Diary(other, digest=DIGEST, scenario="s", gates=()).note(Order("s1.x", odd, Ended((), ())))

    assert [it.played for it in remembered(other, DIGEST)] == [odd]


def test_a_line_that_was_cut_short_is_left_out_and_a_broken_one_is_not(tmp_path: Path) -> None:
    count = len(written(tmp_path).known)
    file = tmp_path / NAME
    text = file.read_text()

    file.write_text(text + '{"id": "s1.')
    assert len(remembered(tmp_path, DIGEST)) == count

    file.write_text(text.replace("}\n", "\n", 1))
    with pytest.raises(BadRun, match="line 1"):
        remembered(tmp_path, DIGEST)


def test_orders_of_another_race_are_refused(tmp_path: Path) -> None:
    written(tmp_path)

    with pytest.raises(BadSetting, match="mock/org at create"):
        remembered(tmp_path, "00000000")
    with pytest.raises(BadRun, match="folder of a race"):
        remembered(tmp_path / "nothing", DIGEST)
