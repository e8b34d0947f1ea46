import os
import sys
import time
from pathlib import Path
from threading import Event, Timer

from harness.power.lane import Ended, run_in_lane

LIMIT_S = 30.0


def run(tmp_path: Path, code: str, *, limit_s: float = LIMIT_S, stop: Event | None = None) -> Ended:
    return run_in_lane(
        [sys.executable, "-c", code],
        environ=os.environ,
        log=tmp_path / "log.txt",
        limit_s=limit_s,
        stop=stop or Event(),
    )


def test_what_it_says_is_kept(tmp_path: Path) -> None:
    ended = run(tmp_path, "import sys; print('done'); sys.exit(4)")

    assert (ended.code, ended.over_limit, ended.stopped) == (4, False, False)
    assert (tmp_path / "log.txt").read_text() == "done\n"


def test_over_the_limit_its_stdin_ends(tmp_path: Path) -> None:
    ended = run(tmp_path, "import sys; sys.stdin.read(); print('saved')", limit_s=0.0)

    assert (ended.code, ended.over_limit) == (0, True)
    assert (tmp_path / "log.txt").read_text() == "saved\n"


def test_who_stops_does_not_wait(tmp_path: Path) -> None:
    stop = Event()
    Timer(0.5, stop.set).start()

    ended = run(tmp_path, "import threading; threading.Event().wait()", stop=stop)

    assert ended.stopped
    assert ended.code < 0


def test_what_it_leaves_behind_is_ended(tmp_path: Path) -> None:
    child = "import subprocess, sys; print(subprocess.Popen(['sleep', '60']).pid)"

    run(tmp_path, child)

    pid = int((tmp_path / "log.txt").read_text())
    assert is_gone(pid)


def is_gone(pid: int) -> bool:
    """Whether the process ends within some seconds; what nobody has waited for is a zombie."""
    until = time.monotonic() + LIMIT_S
    while "zombie" not in (status := status_of(pid)):
        if not status:
            return True
        if time.monotonic() > until:
            return False
        Event().wait(0.02)
    return True


def status_of(pid: int) -> str:
    """What the system tells of the process, '' once it is gone."""
    try:
        return Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
