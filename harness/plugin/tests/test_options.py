"""Names that another plugin has taken: it keeps them, and ours go by their long ones."""

from pathlib import Path

import pytest

from harness.plugin.tests.suite import Played, play

# pytest-profiling has `--profile` as a switch; who else there is, nobody knows.
TAKES = """
def pytest_addoption(parser):
    parser.addoption("--profile", action="store_true", help="somebody else's")
    parser.addoption("--store", default="shop", dest="shop")
"""
KEEPS = """
def test_it(pytestconfig):
    assert pytestconfig.getoption("--profile") is True
    assert pytestconfig.option.shop == "corner"
"""
SCENARIO = """
def test_it(stage, starter):
    pass
"""
# Loaded before our entry point, after it, and when all plugins are there.
LOADED = {
    "before": (("-p", "clashing"), {}),
    "after": ((), {"PYTEST_PLUGINS": "clashing"}),
    "conftest": ((), {}),
}


def clash(folder: Path, how: str, source: str, *arguments: str) -> Played:
    """Plays the source where another plugin, loaded in that way, has taken two of our names."""
    name = "conftest" if how == "conftest" else "clashing"
    (folder / f"{name}.py").write_text(TAKES, encoding="utf-8")
    more, environ = LOADED[how]
    return play(folder, source, *more, *arguments, environ={"PYTHONPATH": str(folder), **environ})


@pytest.mark.parametrize("how", LOADED)
@pytest.mark.parametrize("workers", ["0", "1"])
def test_another_plugin_keeps_its_names(tmp_path: Path, how: str, workers: str) -> None:
    played = clash(tmp_path, how, KEEPS, "--profile", "--store=corner", f"-n{workers}")

    assert played.code == 0, played.said


@pytest.mark.parametrize("how", LOADED)
def test_ours_go_by_their_long_names_then(tmp_path: Path, how: str) -> None:
    mistake = ("--layerproof-profile", "nowhere.toml")

    played = clash(tmp_path, how, SCENARIO, "--profile", *mistake)

    assert played.code == pytest.ExitCode.USAGE_ERROR
    assert "nowhere.toml cannot be read" in played.said


def test_a_short_names_value_is_no_path(tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "conftest.py").write_text("raise ValueError('loaded')", encoding="utf-8")

    played = play(tmp_path, SCENARIO, "test_it.py", "--profile", str(other))

    assert "elsewhere cannot be read" in played.said
    assert "loaded" not in played.said


def test_help_shows_both(tmp_path: Path) -> None:
    said = play(tmp_path, SCENARIO, "--help").said

    assert "--layerproof-profile=FILE" in said
    assert "--profile=FILE" in said
