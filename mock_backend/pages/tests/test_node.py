"""The pages' modules that need no browser, by Node's own test runner."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

TESTS = sorted(Path(__file__).parent.glob("*.test.mjs"))
OLDEST = 20
LIMIT_S = 180


def node() -> str:
    """The path of a Node that has a test runner; skips where there is none, and fails on CI."""
    found = shutil.which("node")
    major = _major(found) if found else 0
    if found and major >= OLDEST:
        return found
    reason = f"the pages' module tests need Node {OLDEST} or later, found {major or 'none'}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def _major(found: str) -> int:
    said = subprocess.run([found, "--version"], capture_output=True, text=True, timeout=LIMIT_S)
    return int(said.stdout.lstrip("v").split(".")[0]) if said.returncode == 0 else 0


@pytest.mark.parametrize("file", TESTS, ids=lambda file: file.name)
def test_the_modules_do_what_their_tests_say(file: Path) -> None:
    done = subprocess.run(
        [node(), "--test", "--test-reporter=spec", str(file)],
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_there_are_module_tests() -> None:
    assert [file.name for file in TESTS] == [
        "loader.test.mjs",
        "parts.test.mjs",
        "remembered.test.mjs",
    ]
