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


ENDS_EARLY = """
import os, signal
from harness.plugin.proof import proof_of

def test_the_mock_is_killed(stage, request):
    os.kill(proof_of(request.config).mock.pid, signal.SIGKILL)
    stage.session()

def test_second(stage): pass
def test_third(stage): pass
def test_fourth(stage): pass
def test_ordinary(): pass
"""
# Pytest's own process, or the one that gave the worker its scenarios, is told by its caller.
OUT_OF_TIME = """
import os, threading
from harness.machine.budget import OVER

def test_first(stage):
    stage.tab().open_id("nobody-has-this-id")

def test_the_time_is_over(stage, request):
    stage.tab()
    is_worker = hasattr(request.config, "workerinput")
    os.kill(os.getppid() if is_worker else os.getpid(), OVER)
    threading.Event().wait(20)

def test_third(stage): pass
def test_fourth(stage): pass
"""
OF_NEW_TABS = """
from harness.scenario import READY, promises

@promises("tab-opens-inside-the-click", opens="new-tab")
def test_a_starter(stage, starter):
    assert stage.starter(starter).start().runner.ended is READY
"""
NO_RUNNER = """
from harness.scenario import READY, Role, under

@under("popup-blocked")
def test_a_blocked_popup(stage):
    assert stage.starter("org").start().runner.ended is READY

def test_a_starter_that_is_refused(stage):
    stage.fault(Role.CREATE, status=503)
    assert stage.starter("org").start().runner.ended is READY
"""


@pytest.mark.slow
def test_where_no_runner_loads_what_the_app_broke_decides(tmp_path: Path) -> None:
    played = play(tmp_path, NO_RUNNER, "-q", "--allow-untested", "--defect=silent-popup-block")
    popup, refused = played.run.run.checks
    assert (popup.status, refused.status) == (Status.FAIL, Status.UNKNOWN), played.said
    assert refused.reason.startswith("Starter 'org' opened no runner: POST /api/")
    assert refused.reason.endswith("was answered 503.")


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_run_that_ends_early_says_so_and_why(tmp_path: Path, workers: str) -> None:
    played = play(tmp_path, ENDS_EARLY, "-q", f"-n{workers}", "--allow-untested")
    run = played.run.run
    assert (run.planned, run.verdict, run.interrupted) == (4, Status.UNKNOWN, False)
    assert run.unplayed
    early = f"The run ended early, {len(run.checks)} of 4 scenarios played: The mock application"
    assert early in " ".join(played.said.split())


def test_a_promise_about_tabs_binds_only_starters_that_open_one(tmp_path: Path) -> None:
    asked = ("-q", "--allow-untested")
    in_place = play(tmp_path / "a", OF_NEW_TABS, *asked, "--starter=student").run.run
    in_a_tab = play(tmp_path / "b", OF_NEW_TABS, *asked, "--starter=org").run.run
    assert (in_place.verdict, in_place.checks[0].promises) == (Status.PASS, ())
    assert in_a_tab.checks[0].promises == ("tab-opens-inside-the-click",)


def test_what_was_left_out_is_listed(every_outcome: Played) -> None:
    assert every_outcome.run.run.deselected == ("test_it.py::test_is_left_out",)


def test_the_worst_decides(every_outcome: Played) -> None:
    run = every_outcome.run.run
    assert run.verdict is Status.FAIL
    assert run.exit_code == 1
    assert {it.invariant for it in run.findings} >= {"failures-are-logged", "scenario"}


@pytest.mark.slow
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


@pytest.mark.parametrize(
    ("workers", "defect"),
    [("0", "no-diagnostic-line"), pytest.param("2", "", marks=pytest.mark.slow)],
)
def test_the_end_of_its_budget_is_nobodys_interruption(
    tmp_path: Path, workers: str, defect: str
) -> None:
    found = [f"--defect={defect}"] if defect else []
    played = play(tmp_path, OUT_OF_TIME, "-q", f"-n{workers}", "--layerproof-budget=60", *found)
    run, code = played.run.run, 1 if defect else 3
    assert (run.verdict, run.exit_code) == (Status.FAIL if defect else Status.UNKNOWN, code)
    assert not run.interrupted
    assert f"{len(run.checks)} of 4 scenarios played: The budget of 60 s ran out." in " ".join(
        played.said.split()
    )
