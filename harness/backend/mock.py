"""The mock application as a process of its own, which ends with us.

It is started in a process group of its own, so that Ctrl-C reaches us alone and we end it after
what was recorded is saved. Should we be killed outright, it notices that its parent is gone.
"""

import json
import os
import secrets
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import IO, Any

from harness.backend.control import ControlPlane
from harness.errors import BackendLost, UsageError
from harness.model.target import Target
from harness.model.word import Capability

SECRET_VARIABLE = "LAYERPROOF_CONTROL_SECRET"
# A start takes 0.6 s here, and many times as long on a machine that is busy many times over.
START_TIMEOUT_S = 120.0
STOP_TIMEOUT_S = 3.0
_KEPT_LINES = 30
# The mock's exit code for options that it cannot be started with.
MISUSED = 2
# What the mock can honour.
MOCK = frozenset(
    {
        Capability.SEED,
        Capability.SERVER_FAULTS,
        Capability.SERVER_LOG,
        Capability.PAGE_GATES,
        Capability.DATABASE_GATES,
        Capability.DATABASE_FAULTS,
        Capability.SIGN_IN,
    }
)


@dataclass(frozen=True, slots=True)
class Account:
    """One of the mock's demo people, who may be told to anybody."""

    role: str
    email: str
    password: str


class Mock:
    """The running mock: its address, its control plane, and what it last said.

    `control` may be used from any thread; `accounts` are there with `demo` only, and `names`, what
    it is called instead of what, with `rename`; `preview` says how the deployment is called whose
    edge it stands behind, with `edge`.
    """

    def __init__(
        self,
        process: subprocess.Popen[str],
        announced: Mapping[str, Any],
        secret: str,
        said: deque[str],
    ) -> None:
        self._process = process
        self._said = said
        self.url = str(announced["url"])
        self.accounts = tuple(Account(**it) for it in announced.get("accounts", ()))
        self.names: Mapping[str, str] = dict(announced.get("names", {}))
        self.preview: Mapping[str, str] = dict(announced.get("preview", {}))
        self.secret = secret
        self.control = ControlPlane(self.url, secret)

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def said(self) -> tuple[str, ...]:
        """The last lines that it wrote on stderr, at most 30."""
        return tuple(self._said)

    def target(self, *, run: str = "") -> Target:
        """It as the application under test, with all that it can honour."""
        return Target("mock", self.url, MOCK, is_mock=True, run=run)

    def check(self) -> None:
        """Raises BackendLost, with its last lines, when it has ended."""
        if self._process.poll() is not None:
            raise _lost(self._process, self._said, "ended in the middle")

    def wait(self) -> int:
        """Waits for its end and returns its exit code, negative for a signal."""
        return self._process.wait()

    def stop(self) -> None:
        """Ends it, by force after 3 s; does nothing when it has ended."""
        self.control.close()
        _end(self._process)


def start_mock(
    *,
    port: int = 0,
    store: str = "memory",
    defects: Sequence[str] = (),
    also_hosts: Sequence[str] = (),
    demo: bool = False,
    rename: int | None = None,
    controlled: bool = True,
    rate_limit: int | None = None,
    edge: Sequence[str] | None = None,
    environ: Mapping[str, str] | None = None,
    command: Sequence[str] = (sys.executable, "-m", "mock_backend"),
    timeout_s: float = START_TIMEOUT_S,
) -> Mock:
    """Starts the mock, with `demo` accounts or none, and returns once it answers.

    `rate_limit` is how many calls a minute it lets each caller make, its own default with None.
    With `rename` it goes by other names, drawn from that seed; unless it is `controlled`, its
    control plane is not there at all. With `edge` it stands behind a stand-in for a hosting's edge
    with those switches.

    Raises UsageError for what it cannot be started with (a port in use, an unknown defect), in the
    mock's own words; BackendLost with its last lines for anything else.
    """
    secret = secrets.token_urlsafe(24) if controlled else ""
    options = ["--port", str(port), "--store", store, "--demo" if demo else "--no-demo"]
    options += [part for name in defects for part in ("--defect", name)]
    options += [] if rate_limit is None else ["--rate-limit", str(rate_limit)]
    options += [] if rename is None else ["--rename", str(rename)]
    options += [part for host in also_hosts for part in ("--also-host", host)]
    options += [] if edge is None else [part for it in edge or ("",) for part in ("--edge", it)]
    process = subprocess.Popen(
        [*command, *options],
        env={**(os.environ if environ is None else environ), SECRET_VARIABLE: secret},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        process_group=0,
    )
    said: deque[str] = deque(maxlen=_KEPT_LINES)
    try:
        return Mock(process, _announced(process, said, timeout_s), secret, said)
    except BaseException:
        _end(process)
        raise


@contextmanager
def running_mock(
    *,
    store: str = "memory",
    defects: Sequence[str] = (),
    also_hosts: Sequence[str] = (),
) -> Iterator[Mock]:
    """A mock on a free port for as long as the block runs."""
    backend = start_mock(store=store, defects=defects, also_hosts=also_hosts)
    try:
        yield backend
    finally:
        backend.stop()


def _announced(
    process: subprocess.Popen[str], said: deque[str], timeout_s: float
) -> Mapping[str, Any]:
    """Its first line, which is JSON; what comes after is read and dropped."""
    lines: SimpleQueue[str] = SimpleQueue()
    assert process.stdout is not None
    assert process.stderr is not None
    errors = _reader(process.stderr, said.append)
    _reader(process.stdout, lines.put)
    try:
        line = lines.get(timeout=timeout_s)
    except Empty:
        raise _lost(process, said, f"did not say its address within {timeout_s:g} s") from None
    if not line:
        errors.join(timeout=STOP_TIMEOUT_S)
        _wait(process)
        if process.returncode == MISUSED:
            raise UsageError(_last(said).removeprefix("mock_backend: "))
        raise _lost(process, said, "ended before it answered")
    found = _parsed(line)
    if "url" not in found:
        raise _lost(process, said, f"said {line[:80]!r} in place of its address")
    return found


def _parsed(line: str) -> Mapping[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _reader(stream: IO[str], take: Callable[[str], None]) -> threading.Thread:
    """Reads a stream to its end, so that the process never waits for a full pipe."""

    def read() -> None:
        with stream:
            for line in stream:
                take(line.rstrip("\n"))
        take("")

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    return thread


def _lost(process: subprocess.Popen[str], said: deque[str], what: str) -> BackendLost:
    code = process.poll()
    ended = "" if code is None else f" (exit code {code})"
    last = "\n  ".join(line for line in said if line) or "nothing"
    return BackendLost(
        f"The mock application {what}{ended}. It last said:\n  {last}\n"
        "Start it by hand to see more: python -m mock_backend --port 0"
    )


def _last(said: deque[str]) -> str:
    return next((line for line in reversed(said) if line), "The mock application refused.")


def _wait(process: subprocess.Popen[str]) -> bool:
    try:
        process.wait(timeout=STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        return False
    return True


def _end(process: subprocess.Popen[str]) -> None:
    if process.stdin is not None:
        process.stdin.close()
    if process.poll() is None:
        process.terminate()
        if not _wait(process):
            process.kill()
            process.wait()
