"""Which browser is used: the first of a fixed order that really runs.

    1. the explicit setting (`--browser-path`, else LAYERPROOF_BROWSER), which must be right
    2. a headless shell: Playwright's own, then the system's
    3. a full browser: the system's chromium or chrome, then Playwright's own

A headless shell costs a third of a full browser's processor time; `full` asks for 3 only.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from harness.errors import BadSetting, NoBrowser
from harness.machine import playwright_cache
from harness.machine.program import ask, where

Kind = Literal["headless-shell", "full"]

SETTING = "LAYERPROOF_BROWSER"
CURE = (
    "Install one: `playwright install --with-deps --only-shell chromium`, or on Debian "
    "`apt-get install chromium-headless-shell chromium`; or name one with --browser-path or "
    f"{SETTING}."
)

_SYSTEM_SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
_SYSTEM_FULL = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# Ubuntu's stub is a short shell script; a real wrapper, such as Debian's, is short as well.
_SCRIPT_BYTES = 20_000


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser that answered `--version`; `origin` says in words why it was chosen."""

    path: Path
    kind: Kind
    version: str
    origin: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be a browser."""

    path: Path
    kind: Kind
    origin: str


def find_browser(*, full: bool, explicit: str | None, environ: Mapping[str, str]) -> Browser:
    """The first browser of the order that runs.

    Raises BadSetting when the explicit one is not usable, NoBrowser when there is none at all.
    """
    asked = explicit or environ.get(SETTING)
    if asked:
        source = "--browser-path" if explicit else SETTING
        path = where(asked, environ) or Path(asked).expanduser()
        return _explicit(path, source=source, full=full)
    refused: list[str] = []
    for candidate in candidates(environ):
        if full and candidate.kind != "full":
            continue
        found = prove(candidate)
        if isinstance(found, Browser):
            return found
        refused.append(found)
    raise NoBrowser(_nothing(full=full, refused=refused))


def candidates(environ: Mapping[str, str]) -> Iterator[Candidate]:
    """Every file of this machine that may be a browser, in the order of preference."""
    for path in playwright_cache.headless_shells(environ):
        yield Candidate(path, "headless-shell", "Playwright's headless shell")
    yield from _on_path(_SYSTEM_SHELLS, "headless-shell", environ)
    yield from _on_path(_SYSTEM_FULL, "full", environ)
    for place in _APPLICATIONS:
        if Path(place).is_file():
            yield Candidate(Path(place), "full", "an application of this Mac")
    for path in playwright_cache.full_browsers(environ):
        yield Candidate(path, "full", "Playwright's Chromium")


def _on_path(names: Sequence[str], kind: Kind, environ: Mapping[str, str]) -> Iterator[Candidate]:
    for name in names:
        if path := where(name, environ):
            yield Candidate(path, kind, f"the system's {name}")


def prove(candidate: Candidate) -> Browser | str:
    """The browser when it answers `--version` as a Chromium does, else why it is refused."""
    if is_snap_stub(candidate.path):
        return f"{candidate.path} only starts a snap, which cannot be driven from outside"
    outcome = ask([candidate.path, "--version"])
    version = re.search(r"(?:Chrom|Edg)[^\n]*?(\d+(?:\.\d+)+)", outcome.text)
    if not outcome.is_well:
        last = outcome.text.splitlines()[-1:] or ["no output"]
        return f"{candidate.path} does not run: {last[0]}"
    if version is None:
        return f"{candidate.path} is not a Chromium: it answered {outcome.text[:80]!r}"
    return Browser(candidate.path, candidate.kind, version[1], candidate.origin)


def is_snap_stub(path: Path) -> bool:
    """Whether it is a snap's, or a small script that hands over to one (Ubuntu's chromium)."""
    resolved = path.resolve()
    if str(resolved).startswith(("/snap/", "/usr/bin/snap")):
        return True
    try:
        if resolved.stat().st_size > _SCRIPT_BYTES:
            return False
        text = resolved.read_bytes()
    except OSError:
        return False
    return text.startswith(b"#!") and (b"/snap/bin" in text or b"snap install" in text)


def _explicit(path: Path, *, source: str, full: bool) -> Browser:
    kind: Kind = "headless-shell" if "headless" in path.resolve().name else "full"
    found = prove(Candidate(path, kind, f"the setting {source}"))
    if isinstance(found, str):
        raise BadSetting(f"{source} names {path}, but {found}. Name a Chromium, or leave it out.")
    if full and kind != "full":
        raise BadSetting(
            f"{source} names {path}, a headless shell, but a full browser was asked for. "
            "Name a full Chromium, or leave one of the two out."
        )
    return found


def _nothing(*, full: bool, refused: list[str]) -> str:
    what = "full browser" if full else "browser"
    seen = "; ".join(refused) or "none in Playwright's cache, on PATH, or among the applications"
    return f"No {what} can be used. Found: {seen}. {CURE}"
