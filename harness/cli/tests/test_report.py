import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from harness.cli.app import main
from harness.cli.report import formats
from harness.model.rules import Rules
from harness.model.run import Run, Stage
from harness.runs.writer import start_run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A run that was cut short just after its start."""
    run = Run("", "layerproof verify", "", Stage.STARTED, {"name": "mock"}, "mock", Rules(), {}, {})
    return start_run(tmp_path / "out", run, now=datetime(2026, 1, 2, tzinfo=UTC))


def test_html_and_json_are_among_the_formats() -> None:
    assert {"html", "json"} <= formats().keys()


def test_a_run_is_rendered_in_every_format(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["report", str(folder), "--into", str(tmp_path / "again")])

    shown = capsys.readouterr()
    assert code == 0
    assert len(shown.out.splitlines()) >= len(formats())
    assert (tmp_path / "again" / "report.html").exists()
    assert "ended before all was recorded" in shown.err


def test_only_the_named_formats_are_written(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into = tmp_path / "again"

    main(["report", str(folder), "--format", "json", "--into", str(into)])

    assert [it.name for it in into.iterdir()] == ["result.json"]
    assert capsys.readouterr().out.strip() == str(into / "result.json")


def test_the_newest_run_is_rendered_where_none_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parents[1])

    assert main(["report", "--format", "json"]) == 0
    assert (folder / "result.json").exists()


def test_a_damaged_run_is_exit_3(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "run.json").write_text('{"format": 1, "run"', encoding="utf-8")

    assert main(["report", str(folder)]) == 3
    assert "run.json cannot be read" in capsys.readouterr().err


def test_a_run_that_is_none_is_in_the_json_too(tmp_path: Path) -> None:
    file = tmp_path / "result.json"

    assert main(["report", "/no/such/run", "--json", str(file)]) == 2
    assert "There is no run at /no/such/run" in json.loads(file.read_text("utf-8"))["reason"]
