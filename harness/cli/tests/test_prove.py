import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness.cli import prove

Handler = Callable[..., Any] | signal.Handlers

WAITS = """
import threading

def test_waits():
    print("\\nbegun", flush=True)
    threading.Event().wait(30)
"""


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-P", prove.__file__, "-p", "no:layerproof", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        process_group=0,
    )


def test_pytests_exit_code_is_its_own(tmp_path: Path) -> None:
    with start(str(tmp_path / "nothing.py")) as process:
        assert process.stdout is not None
        said = process.stdout.read()

    assert "file or directory not found" in said
    assert process.returncode == pytest.ExitCode.USAGE_ERROR


@pytest.mark.parametrize("inherited", [signal.default_int_handler, signal.SIG_IGN])
def test_it_is_interrupted_when_its_parent_is_gone(tmp_path: Path, inherited: Handler) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    waits = tmp_path / "test_waits.py"
    waits.write_text(WAITS, encoding="utf-8")

    before = signal.signal(signal.SIGINT, inherited)
    process = start("-s", str(waits))
    signal.signal(signal.SIGINT, before)
    with process:
        assert process.stdout is not None
        assert process.stdin is not None
        said = list(iter(process.stdout.readline, "begun\n"))
        process.stdin.close()
        rest = process.stdout.read()

    assert process.returncode == pytest.ExitCode.INTERRUPTED, [said, rest]
    assert "KeyboardInterrupt" not in rest  # our caller tells of it
