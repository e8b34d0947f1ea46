"""One run with every outcome, which several tests look at."""

import pytest

from harness.plugin.tests.suite import Played, play

EVERY_OUTCOME = """
import pytest
from harness.scenario import *
from harness.errors import Unsupported
from harness.model.event import STARVED, Phase

@proves(STORAGE)
def test_passes(stage):
    assert stage.tab().open(stage.session()).ended is READY

@promises("retry-button-works")
def test_breaks_an_invariant(stage):
    stage.tab().open_id("nobody-has-this-id")

def test_breaks_an_assert(stage):
    assert stage.tab().open(stage.session()).ended is ERROR

def test_is_starved(stage):
    trace = stage.tab().open(stage.session())
    stage.log.add("harness", Phase.INFO, STARVED, {"ran_s": 0.4, "waited_s": 9.5})
    assert trace.ended is ERROR

def test_crashes(stage):
    raise ValueError("boom")

def test_gives_up(stage):
    pytest.fail("I give up")

def test_is_not_supported(stage):
    raise Unsupported("levitation", [])

def test_is_left_out(stage):
    pass

def test_is_no_scenario():
    raise ValueError("boom")
"""


@pytest.fixture(scope="session")
def every_outcome(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The run of `EVERY_OUTCOME` on a mock that logs no failed load."""
    return play(
        tmp_path_factory.mktemp("every-outcome"),
        EVERY_OUTCOME,
        *("-q", "--defect=no-diagnostic-line", "-k", "not left_out", "--junitxml=junit.xml"),
    )
