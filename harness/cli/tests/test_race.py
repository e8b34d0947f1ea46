"""`race` as a person runs it: its mistakes, a search that finds the order, and that order again."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from harness.backend.mock import start_mock
from harness.cli.app import main
from harness.model.verdict import Scope, Verdict
from harness.model.word import Status
from harness.racing import world
from harness.runs.saved import open_run
from reports.json_report import schema

UNKNOWN = Status.UNKNOWN
DEFECT = "navigation-before-answer"
# Enough for the tab to read before the entry is written, and little to wait for.
GATES = "start.answer,document.request,timer"
RACE = ["race", "--starter", "org", "--gates", GATES]


def told(file: Path) -> dict[str, Any]:
    """The `--json` file, which keeps the schema."""
    found: dict[str, Any] = json.loads(file.read_text())
    jsonschema.validate(found, schema())
    return found


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--starter", "orgg"], "org"),
        (["--defect", "navigation-before-anser"], f"Did you mean '{DEFECT}'?"),
        (["--starter", "org", "--starter", "admin"], "One starter at a time"),
        (["--url", "http://127.0.0.1:9", "--defect", DEFECT], "--defect is for the mock"),
        (["--under", "storage-emty"], "storage-empty"),
    ],
)
def test_a_mistake_is_exit_2_and_says_which(
    flags: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "result.json"

    code = main(["race", *flags, "--out", str(tmp_path / "out"), "--json", str(file)])

    assert code == 2
    assert said in capsys.readouterr().err
    assert told(file)["exit_code"] == 2


@pytest.mark.browser
def test_the_order_that_fails_is_found_drawn_and_played_again(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file, out = tmp_path / "result.json", ["--out", str(tmp_path / "out")]

    code = main([*RACE, "--defect", DEFECT, *out, "--json", str(file)])

    said, result = capsys.readouterr().out, told(file)
    race = result["race"]
    assert code == 1, said
    assert race["exhaustive"]
    assert race["feasible"] >= race["explored"] == sum(it["orders"] for it in race["outcomes"])
    assert any(it["outcome"].startswith("ready by server") for it in race["outcomes"])
    assert race["hindered"] == ""
    assert race["audited"] == len(race["outcomes"])
    assert "answers-before-opening" in {it["invariant"] for it in result["findings"]}
    assert f"--replay {race['calmest']}" in said
    saved = open_run(Path(result["run"]["folder"]))
    assert [it.id for it in saved.run.checks] == [it["example"] for it in race["outcomes"]]

    assert main([*RACE, "--defect", DEFECT, *out, "--replay", race["calmest"], "--times", "2"]) == 1
    again = capsys.readouterr().out
    assert "2 of 2 times the same." in again
    assert "starter-stores-first" in again

    folder = result["run"]["folder"]
    more = ["--resume", folder, "--json", str(file)]
    assert main([*RACE, "--defect", DEFECT, *out, "--audit", "none", *more]) == 1
    resumed = told(file)["race"]
    assert resumed["exhaustive"]
    assert resumed["outcomes"] == race["outcomes"]
    assert main(["race", "--starter", "admin", *out, "--resume", folder]) == 2


@pytest.mark.browser
def test_the_sound_app_has_no_failing_order_and_refuses_an_id_of_other_gates(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = ["--out", str(tmp_path / "out")]

    assert main([*RACE, *out]) == 0
    assert "✓ PASS" in capsys.readouterr().out
    assert main([*RACE, *out, "--replay", "s2.00000000.2abcd"]) == 2
    assert "of another scenario or of other gates" in capsys.readouterr().err


@pytest.mark.browser
def test_an_app_that_is_only_an_address_is_raced_from_outside(tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    mock = start_mock(defects=[DEFECT], demo=True, controlled=False)
    try:
        code = main(
            [
                *("race", "--url", mock.url, "--profile", "demo", "--starter", "org"),
                *("--gates", "start.request,session.request,timer", "--audit", "none"),
                *("--out", str(tmp_path / "out"), "--json", str(file)),
            ]
        )
    finally:
        mock.stop()

    race = told(file)["race"]
    assert code == 1
    assert race["exhaustive"]
    assert any(it["outcome"].startswith("error not-found") for it in race["outcomes"])
    assert race["missing"]["hasty"] == "tab-2:session.request"
    assert race["missing"]["awaited"] == "tab-1:start.request"


@pytest.mark.browser
def test_an_order_that_could_not_be_decided_is_exit_3_and_says_what_and_why(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torn = Verdict("layers-in-order", "runner", Scope.LOAD, "t", UNKNOWN, 0, "The log is torn.", ())
    monkeypatch.setattr(world, "judge_journey", lambda _: (torn,))
    file = tmp_path / "result.json"
    flags = ["--gates", "start.answer", "--out", str(tmp_path / "out"), "--json", str(file)]

    code = main(["race", "--starter", "org", *flags])

    said, result = capsys.readouterr().out, told(file)
    assert code == result["exit_code"] == 3
    assert result["verdict"] == result["race"]["status"] == "unknown"
    assert "? UNKNOWN" in said
    assert "layers-in-order could not be decided: The log is torn." in said
    assert "layers-in-order (The log is torn.)" in result["reason"]
    assert result["race"]["undecided"]
    assert result["checks"][0]["status"] == "unknown"
    assert result["races"] == [result["race"]]
