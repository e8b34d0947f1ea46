"""What starts the Firestore emulator, what is said without it, and that it ends with us."""

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from harness.errors import Inconclusive
from harness.machine import runtimes
from harness.machine.emulator import emulator, emulator_command
from harness.machine.runtimes import EMULATOR_SETTING

# It says which process it is, and waits as the emulator would, without ever listening.
JAVA = """#!/bin/sh
if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"' >&2; exit; fi
echo $$ > "{pid}"
exec sleep 600
"""
STARTS = """
import os
from harness.machine.emulator import emulator
with emulator(os.environ): pass
"""


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A machine whose Java does not start the emulator."""
    java = tmp_path / "java"
    java.write_text(JAVA.format(pid=tmp_path / "pid"))
    java.chmod(0o755)
    jar = tmp_path / "emulator.jar"
    jar.touch()
    own = {name: it for name, it in os.environ.items() if name != "JAVA_HOME"}
    return {**own, "PATH": f"{tmp_path}:{os.environ['PATH']}", EMULATOR_SETTING: str(jar)}


def test_what_is_missing_is_said(
    tmp_path: Path, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtimes, "_SDK_FOLDERS", ())

    with pytest.raises(Inconclusive, match="needs Java"):
        emulator_command(1, {"PATH": str(tmp_path / "none")})
    with pytest.raises(Inconclusive, match="emulator is not here"):
        emulator_command(1, {"PATH": str(tmp_path)})
    assert emulator_command(1, environ)[-1] == "--port=1"


def test_one_that_does_not_start_is_given_up(environ: dict[str, str]) -> None:
    with (
        pytest.raises(Inconclusive, match=r"did not start, within 0\.5 s"),
        emulator(environ, ready_s=0.5),
    ):
        pass


def test_one_that_ends_at_once_is_not_waited_for(tmp_path: Path, environ: dict[str, str]) -> None:
    java = tmp_path / "java"
    java.write_text(java.read_text().replace("exec sleep 600", "exit 7"))

    with pytest.raises(Inconclusive, match=r"ended at once \(7\)"), emulator(environ):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="watches a foreign process by its pidfd")
def test_it_ends_when_we_are_killed(tmp_path: Path, environ: dict[str, str]) -> None:
    told = tmp_path / "pid"
    os.mkfifo(told)
    with subprocess.Popen([sys.executable, "-c", STARTS], env=environ) as process:
        java = os.pidfd_open(int(told.read_text()))

        process.kill()

    try:
        assert select.select([java], [], [], 120)[0], "it outlived us"
    finally:
        os.close(java)
