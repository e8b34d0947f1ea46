"""The plugin's options, and what they mean together."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from harness.settings.resolve import resolve
from harness.settings.settings import Settings

GROUP = "layerproof"
CONTROL_SECRET = "LAYERPROOF_CONTROL_SECRET"


def add_options(parser: pytest.Parser) -> None:
    """Adds the options; all of them can be left out."""
    group = parser.getgroup(GROUP, "Layerproof: prove that sessions load")
    add = group.addoption
    add("--profile", metavar="FILE", help="the app's profile: a TOML file, or a built-in's name")
    add("--under", metavar="C,...", help="play the scenarios that name conditions under these")
    add("--starter", action="append", default=[], metavar="NAME", help="only this starter")
    add("--only", action="append", default=[], metavar="WORD", help="scenarios by name or file")
    add("--full-browser", action="store_true", help="a full browser, not the headless shell")
    add("--browser-path", metavar="FILE", help="the browser's executable")
    add("--insecure", action="store_true", help="accept a certificate that nobody signed")
    add("--layerproof-out", metavar="DIR", help="where runs are saved")
    add("--layerproof-folder", metavar="DIR", help="the folder of this run, made already")
    add("--allow-untested", action="store_true", help="pass although a layer was not tested")
    add("--accepted", metavar="FILE", help="accepted findings: a TOML file")
    add("--store", choices=("memory", "firestore"), default="memory", help="the mock's store")
    add("--defect", action="append", default=[], metavar="NAME", help="a defect of the mock")
    add("--layerproof-no-report", action="store_true", help="record and judge, write no report")
    add("--layerproof-progress", action="store_true", help="progress in place of pytest's letters")
    add("--real-time", action="store_true", help="no virtual time in any scenario")


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for. `folder` is this run's, where somebody has chosen it already."""

    settings: Settings
    folder: Path | None
    store: str
    defects: tuple[str, ...]
    real_time: bool
    control_secret: str


def read_options(config: pytest.Config, environ: Mapping[str, str] = os.environ) -> Options:
    """The options of a pytest run; raises BadSetting."""
    get = config.getoption
    flags = {
        "url": (get("base_url", None) or "").rstrip("/"),
        "profile": get("--profile"),
        "under": get("--under"),
        "starter": get("--starter"),
        "only": get("--only"),
        "full_browser": get("--full-browser") or None,
        "browser_path": get("--browser-path"),
        "insecure": get("--insecure") or None,
        "out": get("--layerproof-out"),
        "allow_untested": get("--allow-untested") or None,
        "accepted": get("--accepted"),
        "headed": get("--headed", False) or None,
    }
    passed_on = getattr(config, "workerinput", {}).get("layerproof_folder")
    folder = passed_on or get("--layerproof-folder")
    return Options(
        settings=resolve(flags, environ, Path.cwd()),
        folder=Path(folder) if folder else None,
        store=get("--store"),
        defects=tuple(get("--defect")),
        real_time=get("--real-time"),
        control_secret=environ.get(CONTROL_SECRET, ""),
    )
