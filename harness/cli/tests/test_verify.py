"""What `verify` makes of how pytest ended; pytest itself is played."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from harness.cli.app import main
from harness.cli.child import Ended
from harness.machine import budget
from harness.model.rules import Rules
from harness.model.run import Run, Stage
from harness.model.word import Status
from harness.runs.saved import open_run
from harness.runs.writer import save_head
from reports.json_report import schema

Play = Callable[..., Ended]


def run(*, exit_code: int = 0, verdict: Status = Status.PASS) -> Run:
    return Run(
        id="r1",
        command="layerproof verify",
        started_at=datetime(2026, 1, 2, tzinfo=UTC).isoformat(),
        stage=Stage.JUDGED,
        target={"name": "mock"},
        profile="mock",
        rules=Rules(),
        settings={},
        versions={},
        verdict=verdict,
        verdict_reason="because",
        exit_code=exit_code,
    )


def plays(head: Run | None, ended: Ended) -> Play:
    """Stands for pytest: leaves the run's head in its folder, and ends so."""

    def play(command: list[str], **_: object) -> Ended:
        (option,) = [it for it in command if it.startswith("--layerproof-folder=")]
        folder = Path(option.partition("=")[2])
        assert folder.is_dir()
        if head is not None:
            save_head(folder, head)
        return ended

    return play


@pytest.fixture
def verified(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Runs `verify` with pytest played, and gives its exit code and its JSON."""

    def verify(play: Play, *arguments: str) -> tuple[int, dict[str, Any]]:
        monkeypatch.setattr("harness.cli.verify.run_to_end", play)
        file = tmp_path / "deep" / "result.json"
        code = main(["verify", "--out", str(tmp_path), "--json", str(file), *arguments])
        result = json.loads(file.read_text("utf-8"))
        jsonschema.Draft202012Validator(schema()).validate(result)
        return code, result

    return verify


WELL = Ended(0, interrupted=False, over_limit=False)
Verified = Callable[..., tuple[int, dict[str, Any]]]


@pytest.mark.parametrize(
    ("verdict", "exit_code"), [(Status.PASS, 0), (Status.FAIL, 1), (Status.UNKNOWN, 3)]
)
def test_the_runs_verdict_decides_whatever_pytest_answered(
    verified: Verified, verdict: Status, exit_code: int
) -> None:
    code, result = verified(plays(run(exit_code=exit_code, verdict=verdict), WELL))

    assert code == result["exit_code"] == exit_code
    assert result["verdict"] == verdict


def test_an_interrupted_run_is_exit_130_and_its_result_is_written(verified: Verified) -> None:
    ended = Ended(2, interrupted=True, over_limit=False)

    code, result = verified(plays(run(exit_code=130, verdict=Status.UNKNOWN), ended))

    assert code == 130
    assert result["reason"] == "because"


def test_a_run_that_was_killed_before_it_was_judged_is_told(
    verified: Verified, capsys: pytest.CaptureFixture[str]
) -> None:
    begun = replace(run(exit_code=3), stage=Stage.STARTED)

    code, result = verified(plays(begun, Ended(-9, interrupted=True, over_limit=False)))

    assert code == result["exit_code"] == 130
    said = capsys.readouterr().err
    assert "Played and kept: 0 scenarios" in said
    assert "Render it: layerproof report" in said


def test_ctrl_c_says_how_far_it_got_and_where_that_is(
    verified: Verified, capsys: pytest.CaptureFixture[str]
) -> None:
    head = replace(run(exit_code=130, verdict=Status.UNKNOWN), planned=12)

    _, result = verified(plays(head, Ended(2, interrupted=True, over_limit=False)))

    folder = result["run"]["folder"]
    assert f"Played and kept: 0 of 12 scenarios, in {folder}" in capsys.readouterr().err


def test_ctrl_c_before_the_first_scenario_is_exit_130_too_and_leaves_nothing(
    verified: Verified, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended, out = Ended(2, interrupted=True, over_limit=False), tmp_path / "new"

    code, result = verified(plays(None, ended), "--out", str(out))

    assert code == result["exit_code"] == 130
    assert result["run"]["interrupted"]
    assert "No scenario had ended yet, so nothing is kept." in capsys.readouterr().err
    assert not out.exists()


OVER = Ended(2, interrupted=False, over_limit=True)


@pytest.mark.parametrize("code", [0, 1, 3])
def test_a_run_that_its_budget_ended_has_one_code_everywhere(
    verified: Verified, capsys: pytest.CaptureFixture[str], code: int
) -> None:
    head = replace(run(exit_code=code), planned=322)

    seen, result = verified(plays(head, OVER), "--budget", "5m")

    said = capsys.readouterr().err
    folder = Path(result["run"]["folder"])
    assert seen == result["exit_code"] == open_run(folder).run.exit_code == code
    assert f"Played and kept: 0 of 322 scenarios, in {folder}" in said
    assert "interrupt" not in said


def test_a_run_that_its_budget_ended_by_force_is_unknown(
    verified: Verified, capsys: pytest.CaptureFixture[str]
) -> None:
    begun = replace(run(exit_code=3), stage=Stage.STARTED)

    code, result = verified(plays(begun, OVER), "--budget", "5m")

    assert code == result["exit_code"] == 3
    assert "The budget of 300 s ran out." in capsys.readouterr().err


def test_a_budget_that_ends_before_the_first_scenario_is_unknown_and_leaves_nothing(
    verified: Verified, tmp_path: Path
) -> None:
    out = tmp_path / "new"

    code, result = verified(plays(None, OVER), "--budget", "5m", "--out", str(out))

    assert code == result["exit_code"] == 3
    assert "budget of 300 s ran out before the first scenario ended" in result["reason"]
    assert not out.exists()


def test_the_budget_is_told_to_whom_it_ends(verified: Verified) -> None:
    told: dict[str, object] = {}

    def play(command: list[str], **options: object) -> Ended:
        told.update(options, command=command)
        return plays(run(), WELL)(command)

    verified(play, "--budget", "90s")

    assert (told["limit_s"], told["at_limit"]) == (90, budget.OVER)
    assert "--layerproof-budget=90" in str(told["command"])


@pytest.mark.parametrize(
    ("pytest_code", "code", "reason"),
    [
        (4, 2, "pytest refused its options"),
        (5, 2, "No scenario matches --only 'new_tab'"),
        (1, 3, "pytest ended with exit code 1 before the first scenario"),
        (-9, 3, "pytest ended with exit code -9"),
    ],
)
def test_a_run_that_never_began_is_told(
    verified: Verified, pytest_code: int, code: int, reason: str
) -> None:
    ended = Ended(pytest_code, interrupted=False, over_limit=False)

    seen, result = verified(plays(None, ended), "--only", "new_tab")

    assert seen == result["exit_code"] == code
    assert reason in result["reason"]


@pytest.mark.parametrize(
    ("arguments", "code", "url"),
    [
        (["--starter", "studnt"], 2, ""),
        (["--url", "localhost:3"], 2, "localhost:3"),
        (["--url", "http://me:s3cret@127.0.0.1:9"], 3, "http://•••@127.0.0.1:9"),
    ],
)
def test_what_ends_it_before_pytest_is_in_the_json_too(
    verified: Verified, arguments: list[str], code: int, url: str
) -> None:
    seen, result = verified(plays(None, WELL), *arguments)

    assert seen == result["exit_code"] == code
    assert result["verdict"] == "unknown"
    assert result["target"]["url"] == url
    assert "s3cret" not in json.dumps(result)


def test_a_result_that_cannot_be_written_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("harness.cli.verify.run_to_end", plays(run(), WELL))

    code = main(["verify", "--out", str(tmp_path), "--json", str(tmp_path)])

    assert code == 2
    assert f"--json {tmp_path} cannot be written: Is a directory" in capsys.readouterr().err


def test_settings_are_said_once_with_their_origin(
    verified: Verified, capsys: pytest.CaptureFixture[str]
) -> None:
    verified(plays(run(), WELL), "--header", "x-bypass: s3cret")

    said = capsys.readouterr().err
    assert said.count("headers  x-bypass: •••  (flag --header)") == 1
    assert "s3cret" not in said


def test_accepted_findings_of_an_unknown_invariant_are_refused_at_once(
    verified: Verified, tmp_path: Path
) -> None:
    accepted = tmp_path / "accepted.toml"
    accepted.write_text(
        "[[accepted]]\ninvariant = 'load-end'\nreason = 'r'\nowner = 'o'\nexpires = 2027-01-01\n",
        encoding="utf-8",
    )

    code, result = verified(plays(run(), WELL), "--accepted", str(accepted))

    assert code == 2
    assert "load-end" in result["reason"]
