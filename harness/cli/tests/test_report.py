import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from harness.cli.app import main
from harness.cli.report import formats
from harness.model.event import Event, Phase
from harness.model.journey import Journey
from harness.model.rules import Rules
from harness.model.run import Run, Stage
from harness.model.session import Visitor
from harness.model.trace import Ending, Trace
from harness.model.word import Outcome, Status, Topology
from harness.runs.judging import judge_again
from harness.runs.writer import RunWriter, save_judged, save_recorded, start_run

OWNER = Visitor("owner")
BEGAN = "2026-01-02T03:04:05.000+00:00"
HEAD = Run("", "layerproof verify", BEGAN, Stage.STARTED, {"name": "mock"}, "mock", Rules(), {}, {})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A run that was cut short just after its start."""
    return start_run(tmp_path / "out", HEAD, now=datetime(2026, 1, 2, tzinfo=UTC))


def test_html_and_json_are_among_the_formats() -> None:
    assert {"html", "json"} <= formats().keys()


def test_a_run_is_rendered_in_every_format(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["report", str(folder), "--into", str(tmp_path / "again")])

    shown = capsys.readouterr()
    assert code == 3
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

    assert main(["report", "--format", "json"]) == 3
    assert (folder / "result.json").exists()


def test_a_damaged_run_is_exit_3(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "run.json").write_text('{"format": 1, "run"', encoding="utf-8")

    assert main(["report", str(folder)]) == 3
    assert "run.json cannot be read" in capsys.readouterr().err


def test_a_run_that_is_none_is_in_the_json_too(tmp_path: Path) -> None:
    file = tmp_path / "result.json"

    assert main(["report", "/no/such/run", "--json", str(file)]) == 2
    assert "There is no run at /no/such/run" in json.loads(file.read_text("utf-8"))["reason"]


def test_a_folder_that_is_no_run_is_a_mistake_of_who_named_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "journeys-main.jsonl").write_text("")

    assert main(["report", str(tmp_path)]) == 2
    assert "it has no run.json, and journeys-main.jsonl in it" in capsys.readouterr().err


def judged(out: Path) -> Path:
    """A run with three loads that was judged to pass."""
    folder = start_run(out, HEAD)
    with closing(RunWriter(folder)) as writer:
        for name in ("a", "b", "c"):
            events = (Event(0, 0, "tab-1", "tab-1", Phase.INFO, "console", "", {"text": name}),)
            trace = Trace(
                *(name, "tab-1", "http://a/i/x", Topology.RELOAD, OWNER, None, "", ()),
                *(Ending(Outcome.READY), events),
                rules=HEAD.rules,
            )
            writer.journey(Journey(name, "s", "", OWNER, (), events, (trace,), rules=HEAD.rules))
    save_recorded(folder, HEAD)
    run = replace(judge_again(folder).run, verdict=Status.PASS, verdict_reason="3 checks passed.")
    save_judged(folder, replace(run, exit_code=0))
    return folder


def test_a_whole_run_says_its_verdict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(judged(tmp_path))]) == 0
    assert "PASS  3 checks passed." in capsys.readouterr().err


@pytest.mark.parametrize("torn", [0, 7])
def test_a_recording_that_was_cut_proves_nothing_in_any_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], torn: int
) -> None:
    folder = judged(tmp_path)
    lines = (folder / "journeys-main.jsonl").read_bytes().splitlines(keepends=True)
    cut = b"".join(lines[:3]) + lines[3][:torn]
    (folder / "journeys-main.jsonl").write_bytes(cut)

    code = main(["report", str(folder)])

    said = "The recording is not whole: 2 of 3 loads remain."
    assert code == 3
    assert f"UNKNOWN  {said}" in capsys.readouterr().err
    for name in ("report.html", "summary.md", "junit.xml", "result.json"):
        assert said in (folder / name).read_text("utf-8"), name
    assert json.loads((folder / "result.json").read_text("utf-8"))["exit_code"] == 3
    results = (folder / "allure-results").glob("*-result.json")
    assert [it for it in results if said in it.read_text("utf-8")]
