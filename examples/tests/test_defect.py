import tomllib
from pathlib import Path

from examples.application import ROOT, sources
from examples.defect import defects

CONTRACT = ROOT.parents[1] / "contract.toml"


def test_there_are_ten_defects_and_each_breaks_a_line_of_the_contract() -> None:
    lines = {it["id"] for it in tomllib.loads(CONTRACT.read_text(encoding="utf-8"))["line"]}

    found = defects()

    assert len(found) == 10
    assert {it.line for it in found} <= lines
    assert all(it.how for it in found)


def test_the_application_asks_for_every_defect_somewhere() -> None:
    code = "".join(it.read_text() for it in sources(ROOT) if it.suffix in (".ts", ".tsx"))

    assert [it.name for it in defects() if f"isOn('{it.name}')" not in code] == []


def test_each_is_told_by_a_scenario_that_exists() -> None:
    folder = ROOT.parents[1] / "scenarios"
    scenarios = "".join(it.read_text(encoding="utf-8") for it in Path(folder).glob("test_*.py"))

    assert [it.told_by for it in defects() if f"def {it.told_by}(" not in scenarios] == []
