"""`verify` as a person runs it, ended in the middle: what was recorded is kept, nothing is left."""

import json
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform != "linux", reason="finds processes by their environment"),
]

COMMAND = [sys.executable, "-c", "import sys; from harness.cli.app import main; sys.exit(main())"]
LIMIT_S = 180.0
STEP_S = 0.05


@contextmanager
def verifying(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A run that has saved its head, and the mark that all its processes carry."""
    mark = uuid.uuid4().hex
    with subprocess.Popen(
        [*COMMAND, "verify", "--out", str(folder / "out"), "--json", str(folder / "result.json")],
        env={**os.environ, "A_MARK_OF_THIS_TEST": mark},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            assert comes(lambda: list(folder.glob("out/2*/journeys-*.jsonl")))
            yield process, mark
        finally:
            process.kill()


def comes(ask: object) -> bool:
    """Whether the question is answered with yes within three minutes."""
    assert callable(ask)
    for _ in range(int(LIMIT_S / STEP_S)):
        if ask():
            return True
        Event().wait(STEP_S)
    return False


def alive(mark: str) -> list[str]:
    """The command lines of the processes that carry the mark."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "environ").read_bytes():
                found.append((folder / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def test_ctrl_c_keeps_what_was_recorded_and_leaves_nothing_running(tmp_path: Path) -> None:
    with verifying(tmp_path) as (process, mark):
        assert len(alive(mark)) > 2, "the browser and the mock are there"

        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=LIMIT_S)

        assert comes(lambda: not alive(mark)), alive(mark)

    result = json.loads((tmp_path / "result.json").read_text("utf-8"))
    assert code == result["exit_code"] == 130
    assert result["run"]["interrupted"]
    assert result["run"]["stage"] == "judged"


def test_nothing_outlives_a_verify_that_is_killed(tmp_path: Path) -> None:
    with verifying(tmp_path) as (process, mark):
        process.kill()
        process.wait(timeout=LIMIT_S)

        assert comes(lambda: not alive(mark)), alive(mark)
