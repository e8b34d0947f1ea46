"""Runs a program to its end as a process group of its own, and passes signals on.

    first Ctrl-C, SIGTERM or SIGHUP, or the limit    the child is interrupted once (SIGINT; at the
                                                     limit the caller's choice) and may save what it
                                                     has
    a second signal, or 20 s later                   its group is killed
    the child has ended                              what is left of its group is ended

Ctrl-C in a terminal reaches us alone, because the child is in another group. What comes while the
child is being started is passed on as soon as it is there.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType

GRACE_S = 20.0
_PASSED_ON = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended: its exit code (negative for a signal), and whether we made it stop."""

    code: int
    interrupted: bool
    over_limit: bool


class _Watch:
    """One child and the signals that came meanwhile."""

    def __init__(self, grace_s: float, at_limit: signal.Signals) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._grace_s = grace_s
        self._at_limit = at_limit
        self._kill_at = float("inf")
        self.signals = 0

    def on_signal(self, _number: int, _frame: FrameType | None) -> None:
        """Passes the first signal on; the second ends the child by force."""
        self.signals += 1
        self._pass_on()

    def _pass_on(self) -> None:
        if self._process is None or not self.signals:
            return
        if self.signals == 1:
            self._interrupt(self._process, signal.SIGINT)
        else:
            end_group(self._process.pid, signal.SIGKILL)

    def _interrupt(self, process: subprocess.Popen[bytes], number: signal.Signals) -> None:
        """Asks the child to stop, as Ctrl-C would."""
        if self._kill_at == float("inf"):
            self._kill_at = time.monotonic() + self._grace_s
            process.send_signal(number)

    def wait(
        self,
        process: subprocess.Popen[bytes],
        limit_s: float | None,
        meanwhile: Callable[[], None],
    ) -> bool:
        """Waits for the child's end, and returns whether the limit was reached. Signals that came
        before there was a child are passed on first.
        """
        stop_at = float("inf") if limit_s is None else time.monotonic() + limit_s
        over_limit = False
        self._process = process
        self._pass_on()
        while True:
            next_at = min(self._kill_at, float("inf") if over_limit else stop_at)
            with suppress(subprocess.TimeoutExpired):
                # Short waits, because a signal may bring the moment of the kill forward.
                process.wait(min(max(next_at - time.monotonic(), 0), 0.5))
                return over_limit
            meanwhile()
            now = time.monotonic()
            if now >= self._kill_at:
                end_group(process.pid, signal.SIGKILL)
            elif now >= stop_at and not over_limit:
                over_limit = True
                self._interrupt(process, self._at_limit)


def run_to_end(
    command: Sequence[str],
    *,
    environ: Mapping[str, str],
    limit_s: float | None = None,
    at_limit: signal.Signals = signal.SIGINT,
    grace_s: float = GRACE_S,
    quiet: bool = False,
    meanwhile: Callable[[], None] = lambda: None,
) -> Ended:
    """Runs the command with our outputs, only with stderr where it is to be `quiet`, and its stdin
    a pipe that ends with us (prove.py). `meanwhile` is called about twice a second.
    """
    watch = _Watch(grace_s, at_limit)
    with (
        _passing_on(watch),
        subprocess.Popen(
            list(command),
            env=dict(environ),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL if quiet else None,
            process_group=0,
        ) as process,
    ):
        over_limit = watch.wait(process, limit_s, meanwhile)
    end_group(process.pid, signal.SIGTERM)
    return Ended(process.returncode, watch.signals > 0, over_limit)


def end_group(group: int, number: signal.Signals) -> None:
    """Sends the signal to what is left of a process group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


@contextmanager
def _passing_on(watch: _Watch) -> Iterator[None]:
    before = {number: signal.signal(number, watch.on_signal) for number in _PASSED_ON}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
