from pathlib import Path

import pytest

from harness.plugin.tests.suite import Played, play

pytestmark = pytest.mark.browser

SCENARIOS = """
from harness.scenario import *

def test_breaks_an_invariant(stage):
    stage.tab().open_id("nobody-has-this-id")

def test_breaks_an_assert(stage):
    assert stage.tab().open(stage.session(in_storage=True)).ended is ERROR

def test_passes(stage):
    stage.tab().open(stage.session(in_storage=True))
"""
FIRST, SECOND, THIRD = "test_breaks_an_invariant", "test_breaks_an_assert", "test_passes"


def halted_at(folder: Path, *checks: str) -> Played:
    """The scenarios on a mock that logs no failed load, with a halt at each of the checks."""
    halts = [f"--layerproof-halt={it}" for it in checks]
    return play(folder, SCENARIOS, "-q", "--defect=no-diagnostic-line", *halts)


@pytest.mark.parametrize(
    ("checks", "played"),
    [
        pytest.param(["invariant:failures-are-logged"], [FIRST], marks=pytest.mark.slow),
        (["invariant:load-ends", f"scenario:test_it.py::{SECOND}"], [FIRST, SECOND]),
        # It failed only by an invariant, which is not what was asked.
        ([f"scenario:test_it.py::{FIRST}"], [FIRST, SECOND, THIRD]),
    ],
)
def test_the_run_ends_at_the_first_failure_of_what_was_asked(
    tmp_path: Path, checks: list[str], played: list[str]
) -> None:
    run = halted_at(tmp_path, *checks)

    assert list(run.by_name()) == played, run.said
    assert run.code == pytest.ExitCode.TESTS_FAILED
    assert not run.run.run.interrupted
