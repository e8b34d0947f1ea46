"""The end of a run: judged, the same with workers and without."""

from pathlib import Path

import pytest

from harness.model.word import Status
from harness.plugin.tests.conftest import EVERY_OUTCOME
from harness.plugin.tests.suite import Played, play

pytestmark = pytest.mark.browser

UNEXAMINED = """
from harness.scenario import promises

@promises("retry-button-works")
def test_promises_more_than_it_does(stage):
    stage.tab().open(stage.session())
"""


def test_what_was_left_out_is_listed(every_outcome: Played) -> None:
    assert every_outcome.run.run.deselected == ("test_it.py::test_is_left_out",)


def test_the_worst_decides(every_outcome: Played) -> None:
    run = every_outcome.run.run
    assert run.verdict is Status.FAIL
    assert run.exit_code == 1
    assert {it.invariant for it in run.findings} >= {"failures-are-logged", "scenario"}


def test_workers_come_to_the_same_checks(every_outcome: Played, tmp_path: Path) -> None:
    arguments = ("-q", "-n2", "--defect=no-diagnostic-line", "-k", "not left_out")
    played = play(tmp_path, EVERY_OUTCOME, *arguments)
    assert played.by_name() == every_outcome.by_name(), played.said
    assert played.run.run.deselected == every_outcome.run.run.deselected
    assert played.run.run.verdict is Status.FAIL
    assert len(list((tmp_path / "out").glob("2*"))) == 1


def test_a_promise_that_nothing_kept_is_unknown(tmp_path: Path) -> None:
    run = play(tmp_path, UNEXAMINED, "-q", "--allow-untested").run.run
    assert [it.status for it in run.checks] == [Status.PASS]
    assert run.verdict is Status.UNKNOWN
    assert run.exit_code == 3
    assert "promised but never examined: retry-button-works" in run.verdict_reason.lower()
