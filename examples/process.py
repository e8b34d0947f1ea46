"""Programs that run beside this one, and stop with it."""

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from examples.failure import Broken

STOPS_S = 10.0
POLL_S = 0.1


@contextlib.contextmanager
def running(
    command: Sequence[str], *, log: Path, into: Path, environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Runs the program in the folder `into` with a process group of its own, all of which is ended
    at the end of the block.

    What it says goes to `log`. `environment` comes on top of this process's own.
    """
    with log.open("wb") as said:
        process = subprocess.Popen(
            command,
            cwd=into,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            stop(process)


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Ends the process and its children: asked first, and whoever is left after it, or after 10 s,
    is made to.
    """
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(STOPS_S)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port() -> int:
    """A port of 127.0.0.1 that nobody had a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def await_answer(
    process: "subprocess.Popen[bytes]",
    request: urllib.request.Request,
    *,
    name: str,
    log: Path,
    limit_s: float,
) -> None:
    """Returns once the request is answered with success; raises Broken when the process has ended,
    or the time is over.
    """
    until = time.monotonic() + limit_s
    while time.monotonic() < until:
        if process.poll() is not None:
            raise Broken(f"{name} ended with {process.returncode} instead of starting. See {log}.")
        with contextlib.suppress(OSError), urllib.request.urlopen(request, timeout=limit_s):
            return
        time.sleep(POLL_S)
    raise Broken(f"{name} did not answer within {limit_s:.0f} s. See {log}.")
