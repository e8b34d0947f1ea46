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
    "--disable-features=Translate,MediaRouter,OptimizationHints,PaintHolding,HttpsUpgrades",
    "--enable-automation",
    "--hide-scrollbars",
    "--metrics-recording-only",
    "--mute-audio",
    "--password-store=basic",
    "--use-mock-keychain",
)
# Clear of 3 and 4, which the browser wants.
_HIGH = 64


@contextmanager
def running_chromium(executable: Path, arguments: Sequence[str] = ()) -> Iterator[CdpClient]:
    """The browser's debugging protocol for as long as the block lasts; raises BrowserLost where it
    does not start.
    """
    with tempfile.TemporaryDirectory(prefix="layerproof-", ignore_cleanup_errors=True) as folder:
        command = [str(executable), *FLAGS, f"--user-data-dir={folder}", *arguments, "about:blank"]
        process, pipe = _spawn(command)
        client = CdpClient(pipe)
        try:
            client.call("Browser.getVersion", timeout_s=30)
            yield client
        finally:
            pipe.close()
            _end(process)
            client.close()
            pipe.forget()


def _spawn(command: Sequence[str]) -> tuple[int, Pipe]:
    theirs_in, ours_out = _high_pipe()
    ours_in, theirs_out = _high_pipe()
    nothing = [(os.POSIX_SPAWN_OPEN, it, os.devnull, os.O_RDWR, 0) for it in (0, 1, 2)]
    ends = [(os.POSIX_SPAWN_DUP2, theirs_in, 3), (os.POSIX_SPAWN_DUP2, theirs_out, 4)]
    try:
        process = os.posix_spawn(
            command[0],
            list(command),
            os.environ,
            file_actions=[*nothing, *ends],
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
