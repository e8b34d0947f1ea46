"""What this machine has of what Layerproof uses, as lines for `layerproof doctor`."""

import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from harness.errors import BadSetting, NoBrowser
from harness.machine.browser import CURE, SETTING, find_browser
from harness.machine.runtimes import EMULATOR_SETTING, Runtime, find_emulator, find_java, find_node

OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked for; `cure` is empty when it was found.

    Without a `needed` thing nothing can be proved; without another, only what `cure` names is lost.
    """

    name: str
    found: bool
    detail: str
    cure: str
    needed: bool


def survey(environ: Mapping[str, str], *, explicit: str | None = None) -> list[Finding]:
    """Look for everything, the needed things first; runs each program once for its version."""
    return [
        _python(),
        _browser("browser", full=False, explicit=explicit, environ=environ),
        _browser("full browser", full=True, explicit=explicit, environ=environ),
        _runtime("node", find_node(environ), "Install Node to test the mock's own modules."),
        _runtime("java", find_java(environ), "Install Java 11 or later for the emulator."),
        _emulator(environ),
    ]


def _python() -> Finding:
    detail = f"{platform.python_version()}, {sys.executable}"
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return Finding("python", True, detail, "", needed=True)
    return Finding("python", False, detail, "Install Python 3.11 or later.", needed=True)


def _browser(name: str, *, full: bool, explicit: str | None, environ: Mapping[str, str]) -> Finding:
    try:
        browser = find_browser(full=full, explicit=explicit, environ=environ)
    except NoBrowser as error:
        return Finding(name, False, str(error).removesuffix(CURE).strip(), CURE, needed=not full)
    except BadSetting as error:
        cure = f"Correct or leave out --browser-path and {SETTING}."
        return Finding(name, False, str(error), cure, needed=not full)
    detail = f"{browser.version}, {browser.path} ({browser.origin})"
    return Finding(name, True, detail, "", needed=not full)


def _runtime(name: str, runtime: Runtime | None, cure: str) -> Finding:
    if runtime is None:
        return Finding(name, False, "not found, or does not run", cure, needed=False)
    return Finding(name, True, f"{runtime.version}, {runtime.path}", "", needed=False)


def _emulator(environ: Mapping[str, str]) -> Finding:
    jar = find_emulator(environ)
    if jar is not None:
        return Finding("firestore emulator", True, str(jar), "", needed=False)
    cure = (
        "Install it with `gcloud components install cloud-firestore-emulator` (Debian's package "
        f"google-cloud-cli-firestore-emulator), or set {EMULATOR_SETTING} to its jar."
    )
    return Finding("firestore emulator", False, "no jar found", cure, needed=False)
