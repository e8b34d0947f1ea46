"""What failed is played once more for a trace, which changes no verdict."""

from dataclasses import replace
from pathlib import Path

import pytest

from harness.cli import tracing
from harness.cli.child import Ended
from harness.model.rules import Rules
from harness.model.run import Check, Finding, Run, Stage
from harness.model.word import Status
from harness.runs.saved import SavedRun, open_run
from harness.runs.writer import RunWriter, save_head
from harness.settings.resolve import resolve

RUN = Run(
    id="r1",
    command="layerproof verify",
    started_at="2026-11-22T16:00:00.000+00:00",
    stage=Stage.JUDGED,
    target={"name": "mock", "url": "", "build": ""},
    profile="mock",
    rules=Rules(),
    settings={},
    versions={},
    verdict=Status.FAIL,
    exit_code=1,
)


def check(name: str, status: Status = Status.FAIL) -> Check:
    """A check of a scenario in test_a.py."""
    return Check(f"test_a.py::{name}", name, "test_a.py", status)


def finding(*names: str) -> Finding:
    """What these checks have in common."""
    checks = tuple(f"test_a.py::{it}" for it in names)
    return Finding("never-blank", "", "why", "", "", (), "", (), "", checks=checks)


def saved(folder: Path, *checks: Check, findings: tuple[Finding, ...] = ()) -> SavedRun:
    """A judged run with these checks."""
    folder.mkdir(parents=True)
    save_head(folder, replace(RUN, checks=checks, findings=findings))
    return open_run(folder)


class Again:
    """Stands for the second time: notes what is played, and leaves a trace of each scenario."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []

    def __call__(self, command: list[str], **_: object) -> Ended:
        """Plays the command."""
        self.commands.append(command)
        folder = next(it for it in command if it.startswith("--layerproof-folder="))
        run = Path(folder.partition("=")[2])
        played = [it.partition("scenarios/")[2] for it in command if ".py::" in it]
        for name in played:
            slug = name.replace("_", "-").replace(".", "-").replace("::", "-").replace("[", "-")
            place = run / "browser" / slug.rstrip("]")
            place.mkdir(parents=True)
            (place / "trace.zip").write_text(name)
        save_head(run, RUN)
        writer = RunWriter(run)
        for name in played[:1]:
            writer.check(replace(check(name.partition("::")[2]), status=Status.PASS))
        writer.close()
        return Ended(1, interrupted=False, over_limit=False)


@pytest.fixture
def again(monkeypatch: pytest.MonkeyPatch) -> Again:
    """The second time, without a browser."""
    it = Again()
    monkeypatch.setattr(tracing, "run_to_end", it)
    monkeypatch.setattr(tracing, "formats", dict)
    return it


def test_nothing_is_played_again_where_nothing_failed(tmp_path: Path, again: Again) -> None:
    run = saved(tmp_path / "r1", check("test_x", Status.UNKNOWN))
    assert tracing.trace_failures(run, resolve({}, {}, tmp_path), ()) is run
    assert again.commands == []


def test_one_scenario_of_each_finding_comes_first(tmp_path: Path, again: Again) -> None:
    checks = [check(f"test_{it}") for it in "abcd"]
    findings = (finding("test_b", "test_c"), finding("test_d"))
    run = saved(tmp_path / "r1", *checks, findings=findings)
    tracing.trace_failures(run, resolve({}, {}, tmp_path), ("--defect=x",))
    [command] = again.commands
    assert [it.rpartition("::")[2] for it in command if ".py::" in it] == [
        "test_b",
        "test_d",
        "test_a",
    ]
    assert {"--tracing=on", "--layerproof-no-report", "--layerproof-defect=x"} <= set(command)


def test_each_scenario_has_its_own_trace(tmp_path: Path, again: Again) -> None:
    names = ("test_x[student-dashboard]", "test_x[student]")
    run = saved(tmp_path / "r1", *map(check, names))
    traced = tracing.trace_failures(run, resolve({}, {}, tmp_path), ())
    assert len(again.commands) == 1
    for it in traced.run.checks:
        assert (traced.folder / it.attachments["trace"]).read_text() == it.id


def test_the_second_time_changes_no_verdict(tmp_path: Path, again: Again) -> None:
    run = saved(tmp_path / "r1", check("test_x"), check("test_y"))
    traced = tracing.trace_failures(run, resolve({}, {}, tmp_path), ()).run
    assert again.commands
    assert [it.attachments["again"] for it in traced.checks] == ["pass", "not played"]
    assert [it.status for it in traced.checks] == [Status.FAIL, Status.FAIL]
    assert (traced.verdict, traced.exit_code) == (Status.FAIL, 1)


def test_what_the_second_time_left_behind_is_told_with_the_rest(
    tmp_path: Path,
    again: Again,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(globals(), "RUN", replace(RUN, created=1))
    before = saved(tmp_path / "run", check("test_x"))

    traced = tracing.trace_failures(before, resolve({}, {}, tmp_path), ())

    assert again.commands
    assert (before.run.created, traced.run.created) == (1, 2)
    assert "with what was played once more, left behind: 2 sessions" in capsys.readouterr().err
