from harness.model.word import Status
from harness.power.row import Caught, Fate, Power, Row, SoundRun
from harness.power.told import tree

POWER = Power(
    "toy",
    7,
    2,
    (
        Row("a", "x.y", "w", Caught(Fate.KILLED, ("invariant:is-so",)), 3.2, 4),
        Row("b", "x.z", "w", Caught(Fate.SURVIVED, (), "3 pass"), 9.0, 3),
    ),
    (SoundRun(Status.PASS, checks=9, loads=12),),
    left_out=("late",),
)


def test_the_figures_are_told() -> None:
    told = tree(POWER)

    figures = {key: told[key] for key in ("killed", "total", "runs", "loads", "false_findings")}
    assert figures == {"killed": 1, "total": 2, "runs": 1, "loads": 12, "false_findings": 0}
    assert told["survivors"] == ["b"]
    assert told["left_out"] == ["late"]
    assert told["interval"] == [0.0945, 0.9055]


def test_each_defect_is_told_with_its_seconds() -> None:
    first, second = tree(POWER)["defects"]

    assert (first["defect"], first["fate"], first["seconds"]) == ("b", "survived", 9.0)
    assert (second["by"], second["scenarios"]) == (["invariant:is-so"], 4)
