"""What pytest itself says while `verify` runs it: nothing; the suite here has no scenario."""

import subprocess
from pathlib import Path

import pytest

from harness.cli.pytest_call import pytest_command
from harness.settings.resolve import resolve

SPEAKS = ("bringing up nodes", "KeyboardInterrupt", "!!!", "workers")


def said(folder: Path, source: str, workers: int) -> str:
    """What pytest says, called as `verify` calls it."""
    suite = folder / "test_it.py"
    suite.write_text(source, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    settings = resolve({"workers": workers}, {}, folder)
    command = pytest_command(settings, folder / "run", chosen=[str(suite)])
    output = folder / "said.txt"
    with (
        output.open("w", encoding="utf-8") as file,
        # Its stdin is open until we leave, or it would think that its caller is gone.
        subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=file, stderr=subprocess.STDOUT
        ) as process,
    ):
        process.wait(timeout=300)
    return output.read_text("utf-8")


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_come_and_go_without_a_word(tmp_path: Path, workers: int) -> None:
    told = said(tmp_path, "def test_it():\n    pass", workers)

    assert "1 scenario" in told
    assert not [it for it in SPEAKS if it in told], told


def test_ctrl_c_is_left_to_the_caller_to_tell(tmp_path: Path) -> None:
    source = "def test_it():\n    raise KeyboardInterrupt"

    told = said(tmp_path, source, 1)

    assert not [it for it in SPEAKS if it in told], told


def test_ctrl_c_while_plugins_load_is_left_too(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(
        "def pytest_configure():\n    raise KeyboardInterrupt", encoding="utf-8"
    )

    told = said(tmp_path, "", 1)

    assert not [it for it in SPEAKS if it in told], told
