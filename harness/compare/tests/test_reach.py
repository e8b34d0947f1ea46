import random

from harness.compare.reach import reach
from harness.compare.sides import Margins, Side


def times(count: int, median_ms: float = 300) -> list[float]:
    chance = random.Random(3)
    return sorted(median_ms * chance.lognormvariate(0, 0.15) for _ in range(count))


def test_what_so_many_loads_can_show_is_told_for_each_group() -> None:
    groups = {name: Side(20, 20, times(20)) for name in ("org, storage", "org, server")}

    told = list(reach(groups, Margins(), 4))

    assert [it.partition(":")[0] for it in told] == list(groups)
    assert all("20 loads a side show a median that is" in it for it in told)
    assert all("50 ms would need" in it for it in told)


def test_a_delay_within_the_margin_is_never_shown() -> None:
    told = reach({"server": Side(20, 20, times(20, 900))}, Margins(), 2)

    assert "50 ms lie within the margin" in next(told)


def test_groups_with_too_few_loads_are_named_and_those_without_any_are_not() -> None:
    groups = {"org, server": Side(3, 3, times(3)), "all loads": Side(9, 9, ())}

    assert list(reach(groups, Margins(), 2)) == [
        "Too few loads to say what they can show: org, server (3)."
    ]
