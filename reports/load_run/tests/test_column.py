from harness.measure.timeline import Ended, Second
from reports.load_run.column import columns


def second(**facts: int | float) -> Second:
    return Second(**facts, ended={"server": Ended(2, 1, {40: 3})})  # type: ignore[arg-type] # both are numbers


def test_few_seconds_are_a_column_each() -> None:
    found = columns([second(offered=4), second(offered=6)])

    assert [(it.begins_s, it.lasts_s, it.offered) for it in found] == [(0, 1, 4), (1, 1, 6)]


def test_many_seconds_share_columns_and_nothing_is_left_out() -> None:
    seconds = [second(offered=it, backlog=it, cpu=it / 10) for it in range(1, 8)]

    found = columns(seconds, most=3)

    assert [(it.begins_s, it.lasts_s) for it in found] == [(0, 3), (3, 3), (6, 1)]
    assert [it.offered for it in found] == [6, 15, 7]
    assert [it.backlog for it in found] == [3, 6, 7]
    assert [it.cpu for it in found] == [0.3, 0.6, 0.7]
    assert [it.failed for it in found] == [3, 3, 1]
    assert found[0].heat["server"] == {40: 9}
    assert found[0].per_s(found[0].offered) == 2


def test_a_run_without_a_second_has_no_column() -> None:
    assert columns([]) == []
