from pathlib import Path

import pytest

from harness.errors import BadSetting, UnknownName
from harness.pace.plan import (
    chosen,
    of_text,
    parse_plan,
    plan_names,
    read_plan,
    refuse_unbounded,
)
from harness.pace.rate import Stretch

PEAK = """
title = "Peak"
journey = "fallback"
arrivals = "chance"
seed = 7
users = 40
grace = "5s"
min_samples = 20
stages = [{ lasts = "30s", from = 0, to = 50 }, { lasts = "1m", rate = 50 }]

[thresholds]
"load_duration{layer:server}" = ["p(95)<300", { threshold = "p(99)<900", abortOnFail = true }]
"""


def test_a_plan_is_read_whole() -> None:
    plan = parse_plan(PEAK, name="peak", folder=Path())

    assert plan.rate.stretches == (Stretch(30, 0, 50), Stretch(60, 50, 50))
    assert (plan.journey, plan.chance, plan.pool, plan.grace_s) == ("fallback", 7, 40, 5)
    assert plan.fewest == 20
    assert plan.thresholds["load_duration{layer:server}"][0] == "p(95)<300"


def test_the_way_to_another_process_loses_nothing() -> None:
    for plan in (parse_plan(PEAK, name="peak", folder=Path()), *map(read_plan, plan_names())):
        assert of_text(plan.text()) == plan


def test_every_built_in_plan_is_bounded_and_holds_something() -> None:
    assert set(plan_names()) == {"smoke", "peak", "spike", "soak", "breakpoint"}
    for plan in map(read_plan, plan_names()):
        refuse_unbounded(plan, unbounded=False)
        assert plan.thresholds
        assert plan.title


def test_a_rate_and_a_length_on_the_command_line_win() -> None:
    plan = chosen("spike", per_s=20, lasts_s=6.9)

    assert plan.rate.most_per_s == 20
    assert plan.rate.lasts_s == pytest.approx(6.9)
    assert plan.rate.at(0) == 1


def test_without_a_plan_the_rate_is_steady() -> None:
    assert chosen("", per_s=None, lasts_s=None).rate.stretches == (Stretch(60, 50, 50),)
    assert chosen("", per_s=5, lasts_s=2).rate.stretches == (Stretch(2, 5, 5),)


def test_the_pool_grows_with_the_rate_and_is_bounded() -> None:
    pools = [chosen("", per_s=it, lasts_s=None).pool for it in (1, 100, 100_000)]

    assert pools == [10, 200, 5_000]


def test_steps_are_known_by_the_plan() -> None:
    assert read_plan("breakpoint").steps[1].per_s == 15
    assert read_plan("peak").steps == ()


def test_traffic_lies_beside_its_plan(tmp_path: Path) -> None:
    (tmp_path / "monday.csv").write_text("time,rate\n0,1\n10,3\n", encoding="utf-8")
    (tmp_path / "monday.toml").write_text("traffic = 'monday.csv'", encoding="utf-8")

    assert read_plan(str(tmp_path / "monday.toml")).rate.arrivals == 20


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "either stages"),
        ("stages = []", "either stages"),
        ("stages = [{ lasts = '5s', rate = 1 }]\ntraffic = 'a.csv'", "either stages"),
        ("stages = [{ lasts = '5s' }]", "both from and to"),
        ("stages = [{ lasts = '5s', rate = 1, to = 2 }]", "both from and to"),
        ("stages = [{ lasts = '5s', rate = -1 }]", "stages.0.rate"),
        ("stages = [{ lasts = '0s', rate = 1 }]", "stages.0.lasts"),
        ("stages = [{ lasts = 'soon', rate = 1 }]", "duration"),
        ("stages = [{ lasts = '5s', rate = inf }]", "stages.0.rate"),
        ("stages = [{ lasts = '5s', rate = 0 }]", "nobody come"),
        ("stages = [{ lasts = '5s', rate = 1 }]\nrates = 5", "rates"),
        ("steps = { first = 10, most = 5 }", "steps rise"),
        ("stages = [", "no TOML"),
        ("traffic = 'nowhere.csv'", "nowhere.csv"),
    ],
)
def test_what_is_no_plan_is_refused(text: str, words: str) -> None:
    with pytest.raises(BadSetting, match=words):
        parse_plan(text, name="mine", folder=Path())


def test_a_plan_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownName, match="mean 'spike'"):
        read_plan("spik")
    with pytest.raises(BadSetting, match="cannot be read"):
        read_plan("nowhere/mine.toml")


@pytest.mark.parametrize(("per_s", "lasts_s"), [(5_001, 1), (1, 3_601)])
def test_what_is_likely_a_slip_has_to_be_meant(per_s: float, lasts_s: float) -> None:
    plan = chosen("", per_s=per_s, lasts_s=lasts_s)

    with pytest.raises(BadSetting, match="--unbounded"):
        refuse_unbounded(plan, unbounded=False)
    refuse_unbounded(plan, unbounded=True)


def test_a_plan_may_say_itself_that_it_is_meant() -> None:
    text = "unbounded = true\nstages = [{ lasts = '5h', rate = 1 }]"

    refuse_unbounded(parse_plan(text, name="long", folder=Path()), unbounded=False)
