"""Installing a browser where there is none.

On Debian as root its own packages come first: they bring the libraries that a browser needs, and
they can be fetched while Python's packages are still on their way. Everywhere else, and when
that fails, Playwright's download.
"""

from collections.abc import Mapping
from pathlib import Path

from harness.errors import NoBrowser
from harness.machine import apt
from harness.machine.browser import CURE, Browser, find_browser
from harness.machine.program import Outcome, ask

# Without any font a page has text of no size, and is never seen as visible.
PACKAGES = ("chromium-headless-shell", "chromium", "fonts-liberation")

_DOWNLOAD_TIMEOUT_S = 600.0


def install_browser(*, python: Path, full: bool, environ: Mapping[str, str]) -> Browser:
    """A browser that runs, after as many ways of installing one as this machine offers.

    `python` is an interpreter that has Playwright. Raises NoBrowser with what each way answered.
    """
    tried: list[str] = []
    if found := install_with_apt(full=full, environ=environ, tried=tried):
        return found
    return install_with_playwright(python=python, full=full, environ=environ, tried=tried)


def install_with_apt(*, full: bool, environ: Mapping[str, str], tried: list[str]) -> Browser | None:
    """A browser of Debian's packages, or None with the reason added to `tried`.

    Ubuntu's packages of that name only start a snap, so only Debian proper is asked.
    """
    if not apt.is_ours_to_use(environ) or apt.system_names()[:1] != ("debian",):
        return None
    outcome = apt.install(PACKAGES, environ=environ)
    return _found("apt-get install", outcome, full=full, environ=environ, tried=tried)


def install_with_playwright(
    *, python: Path, full: bool, environ: Mapping[str, str], tried: list[str]
) -> Browser:
    """A browser that Playwright downloads; raises NoBrowser with everything that was tried."""
    what = "--no-shell" if full else "--only-shell"
    options = ["--with-deps", what] if apt.is_ours_to_use(environ) else [what]
    command = [str(python), "-m", "playwright", "install", *options, "chromium"]
    outcome = ask(command, environ=environ, timeout_s=_DOWNLOAD_TIMEOUT_S)
    found = _found("playwright install", outcome, full=full, environ=environ, tried=tried)
    if found is None:
        raise NoBrowser(f"No browser could be installed. {'; '.join(tried)}. {CURE}")
    return found


def _found(
    way: str, outcome: Outcome, *, full: bool, environ: Mapping[str, str], tried: list[str]
) -> Browser | None:
    """Whatever the installer said, what counts is a browser that runs now."""
    try:
        return find_browser(full=full, explicit=None, environ=environ)
    except NoBrowser as missing:
        said = [line for line in outcome.text.splitlines() if "rror" in line or line[:2] == "E:"]
        why = str(missing) if outcome.is_well else (said or outcome.text.splitlines() or ["?"])[0]
        tried.append(f"{way}: {why.strip()}")
        return None
