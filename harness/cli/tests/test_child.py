"""Children that are small programs; they signal their parent, which is this process."""

import os
import select
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from harness.cli.child import Ended, run_to_end

TELL_PARENT = "os.kill(os.getppid(), signal.SIGINT)\n"
# In short waits: a signal that comes just before a `signal.pause()` would be lost in it.
FOR_EVER = "while True: select.select([], [], [], 0.05)\n"
# It ends by a signal at any time: a Python that is just starting may make an exit code of it.
SLEEPS = ["sleep", "600"]
LIMIT_S = 120.0


def child(text: str, **options: Any) -> Ended:  # noqa: ANN401 - as `run_to_end` has them
    program = f"import os, select, signal, sys\n{text}"
    return run_to_end([sys.executable, "-c", program], environ=os.environ, **options)


def test_a_child_that_ends_by_itself_gives_its_exit_code() -> None:
    assert child("sys.exit(5)") == Ended(5, interrupted=False, over_limit=False)


def test_ctrl_c_is_passed_on_once_and_the_child_may_save(tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    careful = f"""
    def save(*_):
        open({str(saved)!r}, "a").write("x")
        sys.exit(2)
    signal.signal(signal.SIGINT, save)
    """

    ended = child(textwrap.dedent(careful) + TELL_PARENT + FOR_EVER)

    assert ended == Ended(2, interrupted=True, over_limit=False)
    assert saved.read_text() == "x"


def test_sigterm_interrupts_the_child_too() -> None:
    ended = child("os.kill(os.getppid(), signal.SIGTERM)\n" + FOR_EVER)

    assert ended == Ended(-signal.SIGINT, interrupted=True, over_limit=False)


@pytest.mark.parametrize(("signals", "by"), [(1, signal.SIGINT), (2, signal.SIGKILL)])
def test_what_comes_while_it_is_started_is_passed_on(
    monkeypatch: pytest.MonkeyPatch, signals: int, by: signal.Signals
) -> None:
    class Started(subprocess.Popen[bytes]):
        def __init__(self, *command: Any, **options: Any) -> None:  # noqa: ANN401 - as they come
            super().__init__(*command, **options)
            for _ in range(signals):
                os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(subprocess, "Popen", Started)

    ended = run_to_end(SLEEPS, environ=os.environ)

    assert ended == Ended(-by, interrupted=True, over_limit=False)


def test_a_second_signal_kills_a_child_that_takes_its_time() -> None:
    slow = "signal.signal(signal.SIGINT, lambda *_: os.kill(os.getppid(), signal.SIGINT))\n"

    ended = child(slow + TELL_PARENT + FOR_EVER)

    assert ended.code == -signal.SIGKILL


def test_a_child_that_will_not_stop_is_killed_after_its_grace() -> None:
    deaf = "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"

    ended = child(deaf + TELL_PARENT + FOR_EVER, grace_s=0.2)

    assert ended == Ended(-signal.SIGKILL, interrupted=True, over_limit=False)


def test_a_limit_interrupts_the_child() -> None:
    ended = run_to_end(SLEEPS, environ=os.environ, limit_s=0.2)

    assert ended == Ended(-signal.SIGINT, interrupted=False, over_limit=True)


def test_a_limit_can_be_told_from_a_persons_hand() -> None:
    ended = run_to_end(SLEEPS, environ=os.environ, limit_s=0.2, at_limit=signal.SIGUSR1)

    assert ended == Ended(-signal.SIGUSR1, interrupted=False, over_limit=True)


def test_a_quiet_child_says_what_is_wrong_and_no_more(capfd: pytest.CaptureFixture[str]) -> None:
    child("import sys; print('...F'); print('no disk', file=sys.stderr)", quiet=True)

    assert capfd.readouterr() == ("", "no disk\n")


def test_our_own_handlers_are_back_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT)

    child("")

    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.skipif(sys.platform != "linux", reason="watches a foreign process by its pidfd")
def test_what_a_child_leaves_behind_is_ended(tmp_path: Path) -> None:
    left = tmp_path / "left"
    leaves = f"""
    import subprocess
    other = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
    open({str(left)!r}, "w").write(str(other.pid))
    """

    child(textwrap.dedent(leaves))

    assert _ended(int(left.read_text()))


def test_the_child_sees_its_stdin_end_when_we_do() -> None:
    assert child("sys.exit(3 if os.fstat(0).st_mode & 0o170000 == 0o010000 else 4)").code == 3


def _ended(pid: int) -> bool:
    """Whether the process ends at all."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], LIMIT_S)[0])
    finally:
        os.close(handle)
