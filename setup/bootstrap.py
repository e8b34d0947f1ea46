"""Sets this folder up for every `make` target: Python's packages in .venv, and a browser.

    lock -> whole .venv? -> packages of requirements.lock -> the project itself -> browser
                 `------------- a browser by the system's packages, beside it ------'

Needs the standard library only. Each step that had something to do prints one line with its
seconds; what the programs themselves said is in .stamps/setup.log.
"""

import fcntl
import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from harness.errors import LayerproofError, NoBrowser  # noqa: E402 - the path comes first
from harness.machine.browser import Browser, find_browser  # noqa: E402
from harness.machine.install import install_with_apt, install_with_playwright  # noqa: E402
from setup.environment import Environment  # noqa: E402
from setup.python import SetupFailed  # noqa: E402


def main() -> int:
    """Set everything up; 0, or 1 after one message that says what to do."""
    try:
        with only_one(ROOT / ".stamps"):
            began = time.monotonic()
            did = set_up(Environment(ROOT))
    except (SetupFailed, LayerproofError) as error:
        sys.stderr.write(f"Set-up failed. {error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nSet-up interrupted; the next make repairs it.\n")
        return 130
    if not did:
        say("everything is in place", time.monotonic() - began)
    return 0


def set_up(environment: Environment) -> bool:
    """Packages and browser at the same time; whether there was anything to do."""
    tried: list[str] = []
    with ThreadPoolExecutor(1) as beside:
        early = beside.submit(browser_without_packages, tried)
        did = False
        for what, step in environment.steps():
            if not did:
                sys.stdout.write("set-up: begins; it takes a minute or two (.stamps/setup.log)\n")
                sys.stdout.flush()
            timed(what, step)
            did = True
        browser = early.result()
    if browser is None:
        timed("a browser by Playwright's download", lambda: browser_by_download(environment, tried))
    return did or browser is None


def browser_without_packages(tried: list[str]) -> Browser | None:
    """A browser that is here, or that the system's packages bring."""
    try:
        return find_browser(full=False, explicit=None, environ=os.environ)
    except NoBrowser:
        began = time.monotonic()
        browser = install_with_apt(full=False, environ=os.environ, tried=tried)
    if browser is not None:
        say(f"browser {browser.version} by apt-get", time.monotonic() - began)
    return browser


def browser_by_download(environment: Environment, tried: list[str]) -> None:
    """A browser that Playwright downloads; raises NoBrowser with everything that was tried."""
    python = environment.python
    install_with_playwright(python=python, full=False, environ=os.environ, tried=tried)


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold this folder's lock, so that two makes at once set up one after the other."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            began = time.monotonic()
            fcntl.flock(handle, fcntl.LOCK_EX)
            say("waited for another set-up in this folder", time.monotonic() - began)
        yield


def timed(what: str, step: Callable[[], None]) -> None:
    """Do the step, then say that it is done."""
    began = time.monotonic()
    step()
    say(what, time.monotonic() - began)


def say(what: str, seconds: float) -> None:
    """One line for one step."""
    sys.stdout.write(f"set-up: {what:<52} {seconds:6.1f} s\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
