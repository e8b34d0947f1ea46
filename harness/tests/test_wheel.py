"""The wheel holds what the installed package reads, and nothing of what only a checkout needs."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[2]
READ = """
from harness.power.guard import PLACES, read_guards
from harness.runs.contract import scenario_lines
assert not PLACES[1].exists(), PLACES
print(len(read_guards()), len(scenario_lines()))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the sources as they are, unpacked where no checkout lies above."""
    folder = tmp_path_factory.mktemp("wheel")
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with ZipFile(wheel) as packed:
        packed.extractall(folder / "site")
    return folder / "site"


def test_the_contract_is_read_where_no_checkout_is(installed: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", READ],
        cwd=installed,
        env={"PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"},
        text=True,
        capture_output=True,
        timeout=180,
        check=False,
    )

    assert told.returncode == 0, told.stderr
    lines, scenarios = map(int, told.stdout.split())
    assert lines > 0
    assert scenarios > 0


def test_what_is_read_at_run_time_is_there(installed: Path) -> None:
    kept = {"contract.toml", "profiles/mock.toml", "profile/profile.schema.json", "py.typed"}
    wanted = {installed / "harness" / it for it in kept}
    wanted |= {installed / "harness" / "browser" / "injected" / "core.js"}
    wanted |= {installed / "reports" / "schema" / "result.schema.json"}

    assert {it for it in wanted if not it.is_file()} == set()


def test_no_test_is_installed(installed: Path) -> None:
    assert list(installed.rglob("tests")) == []
    assert list(installed.rglob("conftest.py")) == []
