"""Browsers that Playwright has downloaded, found by its folders, without importing it.

A browser lies in `<cache>/<name>-<revision>/<platform folder>/<executable>`, with the file
INSTALLATION_COMPLETE beside the platform folder once the download is whole.
https://playwright.dev/python/docs/browsers#managing-browser-binaries
"""

import importlib.util
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

_EXECUTABLES = {
    "chromium_headless_shell": (
        "*/chrome-headless-shell",
        "*/headless_shell",
        "*/chrome-headless-shell.exe",
    ),
    "chromium": (
        "*/chrome",
        "*/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
        "*/Chromium.app/Contents/MacOS/Chromium",
        "*/chrome.exe",
    ),
}


def headless_shells(environ: Mapping[str, str]) -> Iterator[Path]:
    """Playwright's whole headless shells, the newest revision first."""
    return _installed("chromium_headless_shell", cache(environ))


def full_browsers(environ: Mapping[str, str]) -> Iterator[Path]:
    """Playwright's whole full Chromiums, the newest revision first."""
    return _installed("chromium", cache(environ))


def cache(environ: Mapping[str, str], *, platform: str = sys.platform) -> Path | None:
    """The folder of downloads for this environment; None when nothing says where home is."""
    asked = environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    if asked == "0":
        return _inside_the_package()
    if asked:
        return Path(asked)
    home = environ.get("HOME") or environ.get("USERPROFILE")
    if not home:
        return None
    if platform == "darwin":
        return Path(home, "Library", "Caches", "ms-playwright")
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or Path(home, "AppData", "Local"), "ms-playwright")
    return Path(environ.get("XDG_CACHE_HOME") or Path(home, ".cache"), "ms-playwright")


def _inside_the_package() -> Path | None:
    spec = importlib.util.find_spec("playwright")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "driver" / "package" / ".local-browsers"


def _installed(name: str, folder: Path | None) -> Iterator[Path]:
    if folder is None or not folder.is_dir():
        return
    revisions = {
        int(match[1]): place
        for place in folder.iterdir()
        if (match := re.fullmatch(rf"{name}-(\d+)", place.name))
        and (place / "INSTALLATION_COMPLETE").is_file()
    }
    for revision in sorted(revisions, reverse=True):
        for pattern in _EXECUTABLES[name]:
            yield from sorted(revisions[revision].glob(pattern))
