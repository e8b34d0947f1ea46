"""Plays one pytest to its end in a process group of its own, which ends early when it must.

    the limit is reached      its stdin is closed: `harness/cli/prove.py` has pytest save what it
                              has, and ends it by force ten seconds later
    somebody asks to stop     its group is killed
    it has ended              what is left of its group is ended

Several run at once, in threads of one process, so that no signal handler is installed here.
"""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event

_GLANCE_S = 0.2


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended: its exit code (negative for a signal), after how long, and whether early."""

    code: int
    seconds: float
    over_limit: bool = False
    stopped: bool = False


def run_in_lane(
    command: Sequence[str],
    *,
    environ: Mapping[str, str],
    log: Path,
    limit_s: float,
    stop: Event,
) -> Ended:
    """Runs the command to its end; what it says goes to `log`."""
    began = time.monotonic()
    with (
        log.open("wb") as said,
        subprocess.Popen(
            list(command),
            env=dict(environ),
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=subprocess.STDOUT,
            process_group=0,
        ) as process,
    ):
        over = _wait(process, began + limit_s, stop)
        if stop.is_set():
            _end_group(process.pid, signal.SIGKILL)
        process.wait()
    _end_group(process.pid, signal.SIGTERM)
    return Ended(process.returncode, time.monotonic() - began, over, stop.is_set())


def _wait(process: subprocess.Popen[bytes], until: float, stop: Event) -> bool:
    """Waits for the end or for `stop`; returns whether the limit was reached."""
    over = False
    while not stop.is_set():
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GLANCE_S)
            break
        if not over and time.monotonic() >= until:
            over = True
            assert process.stdin is not None
            process.stdin.close()
    return over


def _end_group(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)
