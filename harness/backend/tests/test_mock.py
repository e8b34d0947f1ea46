"""The process around the mock, with small programs in the mock's place."""

import os
import select
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from harness.backend.mock import Mock, start_mock
from harness.errors import BackendLost, UsageError

ADDRESS = 'print(\'{"url": "http://127.0.0.1:1", "pid": 1}\', flush=True)\n'
LIMIT_S = 120.0
UNTIL_ITS_PARENT_IS_GONE = "import sys; sys.stdin.read()\n"


def program(text: str, *, timeout_s: float = LIMIT_S) -> Mock:
    return start_mock(command=[sys.executable, "-c", textwrap.dedent(text)], timeout_s=timeout_s)


def test_its_address_is_the_first_line_that_it_prints() -> None:
    mock = program(ADDRESS + UNTIL_ITS_PARENT_IS_GONE)

    assert mock.url == "http://127.0.0.1:1"
    mock.stop()
    assert mock.wait() in (0, -signal.SIGTERM)


def test_it_is_given_options_and_a_secret_of_its_own(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    report = f"""
    import os, sys
    secret = os.environ["LAYERPROOF_CONTROL_SECRET"]
    open({str(seen)!r}, "w").write(" ".join(sys.argv[1:]) + "|" + secret)
    """

    mock = start_mock(
        port=7,
        store="firestore",
        defects=["a", "b"],
        also_hosts=["127.0.0.2"],
        command=[sys.executable, "-c", textwrap.dedent(report) + ADDRESS],
    )
    mock.stop()

    argv, secret = seen.read_text().split("|")
    options = "--port 7 --store firestore --no-demo --defect a --defect b"
    assert argv == f"{options} --also-host 127.0.0.2"
    assert secret == mock.secret
    assert len(secret) >= 24


def test_one_that_ends_at_once_is_lost_with_its_last_lines() -> None:
    with pytest.raises(
        BackendLost, match=r"ended before it answered \(exit code 3\)(.|\n)*no port"
    ):
        program("import sys; print('no port', file=sys.stderr); sys.exit(3)")


def test_one_that_was_started_wrongly_says_so_in_its_own_words() -> None:
    with pytest.raises(UsageError, match=r"^no such defect$"):
        program("import sys; print('mock_backend: no such defect', file=sys.stderr); sys.exit(2)")


def test_one_that_says_something_else_is_lost() -> None:
    with pytest.raises(BackendLost, match="said 'hello' in place of its address"):
        program("print('hello', flush=True); " + UNTIL_ITS_PARENT_IS_GONE)


def test_one_that_says_nothing_is_ended_and_lost() -> None:
    with pytest.raises(BackendLost, match=r"did not say its address within 0\.2 s"):
        program(UNTIL_ITS_PARENT_IS_GONE, timeout_s=0.2)


def test_one_that_ends_in_the_middle_is_lost() -> None:
    mock = program(ADDRESS + "import sys; sys.stderr.write('out of memory\\n'); sys.exit(9)")
    mock.wait()
    mock.stop()

    with pytest.raises(BackendLost, match=r"ended in the middle \(exit code 9\)"):
        mock.check()


def test_one_that_runs_is_not_lost() -> None:
    mock = program(ADDRESS + UNTIL_ITS_PARENT_IS_GONE)

    mock.check()

    mock.stop()
    mock.stop()


def test_much_that_it_says_neither_blocks_it_nor_is_kept() -> None:
    much = "import sys\nfor at in range(20000): print('x' * 80); print(at, file=sys.stderr)\n"

    mock = program(ADDRESS + much)
    code = mock.wait()
    mock.stop()

    assert code == 0
    assert len(mock.said) <= 30


def test_one_that_will_not_stop_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("harness.backend.mock.STOP_TIMEOUT_S", 0.2)
    stubborn = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"

    mock = program(stubborn + ADDRESS + "while True: signal.pause()\n")
    mock.stop()

    assert mock.wait() == -signal.SIGKILL


def test_ctrl_c_in_the_terminal_does_not_reach_it() -> None:
    mock = program(ADDRESS + UNTIL_ITS_PARENT_IS_GONE)

    assert os.getpgid(mock.pid) == mock.pid != os.getpgrp()

    mock.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="watches a foreign process by its pidfd")
def test_the_real_mock_ends_when_we_are_killed() -> None:
    ours = (
        "from harness.backend.mock import start_mock; print(start_mock().pid, flush=True); input()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", ours], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())

    parent.kill()
    parent.communicate()

    assert _ends(pid)


def _ends(pid: int) -> bool:
    """Whether a process that is not our child ends at all."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], LIMIT_S)[0])
    finally:
        os.close(handle)
