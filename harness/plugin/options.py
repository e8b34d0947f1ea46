"""The plugin's options, and what they mean together."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from harness.settings.settings import Settings

GROUP = "layerproof"
# The run's id, in the process that chooses it for xdist's workers.
RUN_ID: pytest.StashKey[str] = pytest.StashKey()


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
    """What was asked for. `folder` is this run's, where somebody has chosen it already;
    `by_command` says that `layerproof verify` asks, and no person.
    """

    settings: "Settings"
    folder: Path | None
    store: str
    defects: tuple[str, ...]
    real_time: bool
    by_command: bool = False


def read_options(config: pytest.Config, environ: Mapping[str, str] = os.environ) -> Options:
    """The options of a pytest run; raises BadSetting."""
    from harness.settings.resolve import resolve

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
    settings = resolve(flags, environ, Path.cwd())
    return Options(
        settings=settings,
        folder=_folder(config, settings.out),
        store=get("--store"),
        defects=tuple(get("--defect")),
        real_time=get("--real-time"),
        by_command=bool(get("--layerproof-folder")),
    )


def is_worker(config: pytest.Config) -> bool:
    """Whether this process is one of xdist's workers."""
    return hasattr(config, "workerinput")


def _folder(config: pytest.Config, out: Path) -> Path | None:
    given = config.getoption("--layerproof-folder")
    if given:
        return Path(given).absolute()
    chosen = config.stash.get(RUN_ID, "")
    told = getattr(config, "workerinput", {}).get("layerproof_run", chosen)
    return (out / told).absolute() if told else None
