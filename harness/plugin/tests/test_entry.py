"""What a suite without scenarios gets, and mistakes in what was asked for."""

import sys
from pathlib import Path

import pytest

from harness.plugin.tests.suite import play

ORDINARY = """
import sys
import pytest

HEAVY = {"pydantic", "rich", "httpx", "jinja2", "harness.plugin.playing", "harness.plugin.proof"}

@pytest.fixture
def stage():
    return "somebody else's"

@pytest.mark.parametrize("starter", ["one"])
def test_an_ordinary_test(stage, starter):
    assert stage == "somebody else's"
    assert not HEAVY & set(sys.modules)

def test_that_crashes():
    raise ValueError("boom")
"""
SCENARIO = """
from harness.scenario import under

@under("offline")
def test_it(stage, starter):
    pass
"""


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_suite_without_scenarios_gets_nothing(tmp_path: Path, workers: str) -> None:
    played = play(tmp_path, ORDINARY, "-q", f"-n{workers}")
    assert played.code == 1
    assert "1 failed, 1 passed" in played.said  # a crash is a failure here, and no error
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others always have a display")
@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_window_that_nobody_could_see_is_told_once(tmp_path: Path, workers: str) -> None:
    nowhere = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}
    played = play(tmp_path, SCENARIO, "--headed", f"-n{workers}", environ=nowhere)
    assert played.code == pytest.ExitCode.USAGE_ERROR
    assert played.said.count("no display") == 1
    assert "Traceback" not in played.said


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--starter=amdin", "There is no starter 'amdin'. Did you mean 'admin'?"),
        ("--under=offlne", "There is no condition 'offlne'. Did you mean 'offline'?"),
        ("--under=hang+offline", "both decide"),
        ("--profile=nowhere.toml", "nowhere.toml"),
        ("--accepted=nowhere.toml", "nowhere.toml"),
    ],
)
def test_a_mistake_in_an_option_is_told_before_anything_runs(
    tmp_path: Path, option: str, said: str
) -> None:
    played = play(tmp_path, SCENARIO, option)
    assert played.code == pytest.ExitCode.USAGE_ERROR
    assert said in played.said
    assert "Traceback" not in played.said
    assert not (tmp_path / "out").exists()


def test_a_mistake_in_the_environment_is_told_once(tmp_path: Path) -> None:
    played = play(tmp_path, SCENARIO, environ={"LAYERPROOF_STARTER": "amdin"})
    assert played.code == pytest.ExitCode.USAGE_ERROR
    assert played.said.count("There is no starter 'amdin'") == 1
    assert "Traceback" not in played.said


def test_a_scenario_that_names_no_condition_names_itself(tmp_path: Path) -> None:
    played = play(tmp_path, SCENARIO.replace("offline", "offlne"))
    assert played.code == pytest.ExitCode.USAGE_ERROR
    assert "Did you mean 'offline'? (test_it.py::test_it)" in played.said


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_host_that_nobody_allowed_is_told_before_anything_is_played(
    tmp_path: Path, workers: str
) -> None:
    source = "def test_it(stage):\n    pass\n"

    played = play(tmp_path, source, "--base-url=https://preview.example.test", f"-n{workers}")

    assert played.code == pytest.ExitCode.USAGE_ERROR
    assert "--allow-host preview.example.test" in played.said
    assert not (tmp_path / "out").exists()
