"""What failed is played again to say how often it does, which changes no verdict."""

from dataclasses import replace
from pathlib import Path

import pytest

from harness.cli import classify
from harness.cli.child import Ended
from harness.cli.classify import classified
from harness.cli.tests.test_tracing import RUN, check, finding, saved
from harness.model.word import Status
from harness.runs.saved import SavedRun
from harness.runs.writer import save_head
from harness.settings.resolve import resolve
from harness.settings.settings import Settings


class Again:
    """Stands for further plays: each ends as it is told, with the finding where it fails."""

    def __init__(self, *statuses: Status, over: bool = False) -> None:
        self.statuses = list(statuses)
        self.over = over
        self.commands: list[list[str]] = []
        self.limits: list[float] = []

    def __call__(self, command: list[str], *, limit_s: float, **_: object) -> Ended:
        """Plays the command."""
        self.commands.append(command)
        self.limits.append(limit_s)
        named = next(it for it in command if it.startswith("--layerproof-folder="))
        folder = Path(named.partition("=")[2])
        folder.mkdir()
        status = self.statuses[len(self.commands) - 1]
        names = [it.rpartition("::")[2] for it in command if ".py::" in it]
        checks = tuple(check(it, status) for it in names)
        findings = (finding(*names),) if status is Status.FAIL else ()
        save_head(folder, replace(RUN, checks=checks, findings=findings, created=2, cleaned=1))
        return Ended(1, interrupted=False, over_limit=self.over)


def played(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, again: Again, **settings: object
) -> SavedRun:
    monkeypatch.setattr(classify, "run_to_end", again)
    monkeypatch.setattr(classify, "formats", dict)
    run = saved(tmp_path / "r1", check("test_x"), findings=(finding("test_x"),))
    return classified(run, Settings.model_validate(settings), ("--defect=x",))


def test_a_green_run_plays_nothing_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again = Again()
    monkeypatch.setattr(classify, "run_to_end", again)
    run = saved(tmp_path / "r1", check("test_x", Status.PASS), check("test_y", Status.UNKNOWN))

    assert classified(run, resolve({}, {}, tmp_path), ()) is run
    assert again.commands == []


def test_what_failed_once_in_three_is_told_so_and_stays_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = Again(Status.PASS, Status.PASS)

    run = played(tmp_path, monkeypatch, again).run

    (found,) = run.findings
    assert found.recurrence is not None
    assert (found.recurrence.seen, found.recurrence.plays) == (1, 3)
    assert (run.verdict, run.exit_code, found.status) == (Status.FAIL, 1, Status.FAIL)
    assert (run.created, run.cleaned) == (4, 2)
    assert len(again.commands) == 2
    assert {"--layerproof-no-report", "--layerproof-defect=x"} <= set(again.commands[0])


def test_what_fails_each_time_is_seen_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (found,) = played(
        tmp_path, monkeypatch, Again(Status.FAIL, Status.FAIL, Status.FAIL), classify=3
    ).run.findings

    assert found.recurrence is not None
    assert (found.recurrence.seen, found.recurrence.plays) == (4, 4)
    assert not found.recurrence.is_flaky


def test_it_can_be_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again = Again()

    (found,) = played(tmp_path, monkeypatch, again, classify=0).run.findings

    assert (found.recurrence, again.commands) == (None, [])


def test_it_keeps_within_the_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again = Again(Status.PASS, over=True)

    (found,) = played(tmp_path, monkeypatch, again, budget=20).run.findings

    assert len(again.commands) == 1
    assert again.limits[0] <= 20
    assert found.recurrence is not None
    assert found.recurrence.plays == 2


def test_a_budget_that_is_spent_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = Again()
    monkeypatch.setattr(classify, "run_to_end", again)
    run = saved(tmp_path / "r1", check("test_x"), findings=(finding("test_x"),))
    late = replace(run, run=replace(run.run, duration_s=30.0))

    assert classified(late, Settings.model_validate({"budget": 20}), ()) is late
    assert again.commands == []
