import json
import tomllib
from pathlib import Path

from examples.application import ROOT, sources
from examples.race import exported, race_defects, read

CONTRACT = ROOT.parents[1] / "contract.toml"


def test_each_race_breaks_a_line_of_the_contract_and_starts_from_a_starter_of_the_profile() -> None:
    lines = {it["id"] for it in tomllib.loads(CONTRACT.read_text(encoding="utf-8"))["line"]}
    profile = tomllib.loads((ROOT / "layerproof.toml").read_text(encoding="utf-8"))

    found = race_defects()

    assert found
    assert {it.line for it in found} <= lines
    assert {it.starter for it in found} <= set(profile["starters"])
    assert all("db." in it.gates for it in found)


def test_the_application_asks_for_each_somewhere() -> None:
    code = "".join(it.read_text() for it in sources(ROOT) if it.suffix in (".ts", ".tsx"))

    assert [it.name for it in race_defects() if f"isOn('{it.name}')" not in code] == []


def test_only_whole_lines_of_the_proxy_are_taken() -> None:
    said = "FIRESTORE_EMULATOR_HOST=127.0.0.1:1\nCalls go on to a=b.\nLAYERPROOF_CONTROL_SECRET=a=b"

    assert exported(said) == {"FIRESTORE_EMULATOR_HOST": "127.0.0.1:1"}
    assert exported(said + "\n")["LAYERPROOF_CONTROL_SECRET"] == "a=b"


def test_a_race_tells_how_its_failing_orders_ended(tmp_path: Path) -> None:
    result = tmp_path / "race.json"
    outcomes = [
        {"outcome": "error not-found", "example": "s1.a.b"},
        {"outcome": "ready by server", "example": "s1.a.c"},
    ]
    race = {"explored": 3, "failing": ["s1.a.b"], "outcomes": outcomes}
    result.write_text(json.dumps({"race": race}))

    raced = read(result, 1)

    assert (raced.exit_code, raced.orders, raced.failing) == (1, 3, 1)
    assert raced.outcomes == ("error not-found",)
    assert read(tmp_path / "gone.json", 3).orders == 0
