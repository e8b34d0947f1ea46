"""A Chromium of our own, spoken to over its debugging pipe: no port, no other client."""

import fcntl
import os
import signal
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from harness.browser.cdp import CdpClient
from harness.browser.launch import QUIET
from harness.chromium.pipe import Pipe
from harness.errors import BrowserLost

# What Playwright passes, as far as it matters for a page: no throttling of what is not in front, no
# questions, no services that look up hosts.
FLAGS = (
    *QUIET,
    "--remote-debugging-pipe",
    "--headless",
    "--no-sandbox",
    "--disable-popup-blocking",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-ipc-flooding-protection",
    "--disable-back-forward-cache",
    "--disable-breakpad",
    "--disable-client-side-phishing-detection",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-features=Translate,MediaRouter,OptimizationHints,PaintHolding,HttpsUpgrades,"
    "IsolateOrigins,site-per-process",
    # A frame of another site is in its tab's process, so that its requests are the tab's.
    "--disable-site-isolation-trials",
    "--enable-automation",
    "--hide-scrollbars",
    "--metrics-recording-only",
    "--mute-audio",
    "--password-store=basic",
    "--use-mock-keychain",
)
START_S = 30.0
# Clear of 3 and 4, which the browser wants.
_HIGH = 64


@contextmanager
def running_chromium(
    executable: Path, arguments: Sequence[str] = (), *, timeout_s: float = START_S
) -> Iterator[CdpClient]:
    """The browser's debugging protocol for as long as the block lasts; raises BrowserLost, with its
    last words, where it does not start.
    """
    with tempfile.TemporaryDirectory(prefix="layerproof-", ignore_cleanup_errors=True) as folder:
        said = Path(folder) / "said"
        home = f"--user-data-dir={folder}/profile"
        process, pipe = _spawn([str(executable), *FLAGS, home, *arguments, "about:blank"], said)
        client = CdpClient(pipe)
        try:
            _greet(client, executable, said, timeout_s)
            yield client
        finally:
            pipe.close()
            _end(process)
            client.close()
            pipe.forget()


def _greet(client: CdpClient, executable: Path, said: Path, timeout_s: float) -> None:
    try:
        client.call("Browser.getVersion", timeout_s=timeout_s)
    except BrowserLost as error:
        words = said.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        last = f" It last said: {words[-1]}" if words else ""
        raise BrowserLost(f"The browser {executable} did not start: {error}{last}") from error


def _spawn(command: Sequence[str], said: Path) -> tuple[int, Pipe]:
    theirs_in, ours_out = _high_pipe()
    ours_in, theirs_out = _high_pipe()
    nothing = [(os.POSIX_SPAWN_OPEN, it, os.devnull, os.O_RDWR, 0) for it in (0, 1)]
    words = (os.POSIX_SPAWN_OPEN, 2, str(said), os.O_WRONLY | os.O_CREAT, 0o600)
    ends = [(os.POSIX_SPAWN_DUP2, theirs_in, 3), (os.POSIX_SPAWN_DUP2, theirs_out, 4)]
    try:
        process = os.posix_spawn(
            command[0],
            list(command),
            os.environ,
            file_actions=[*nothing, words, *ends],
            setpgroup=0,
            setsigdef=[signal.SIGINT, signal.SIGTERM, signal.SIGHUP],
        )
    except OSError as error:
        for it in (ours_out, ours_in):
            os.close(it)
        raise BrowserLost(f"The browser {command[0]} did not start: {error}.") from error
    finally:
        for it in (theirs_in, theirs_out):
            os.close(it)
    return process, Pipe(ours_out, ours_in)


def _high_pipe() -> tuple[int, int]:
    """A pipe, to read and to write, with numbers that nothing else is meant by."""
    low = os.pipe()
    high = [fcntl.fcntl(it, fcntl.F_DUPFD_CLOEXEC, _HIGH) for it in low]
    for it in low:
        os.close(it)
    return high[0], high[1]


def _end(process: int) -> None:
    """Ends it at once: nothing in it is worth keeping."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(process, 0)
