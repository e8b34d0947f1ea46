"""The plugin's options, and what they mean together."""

import os
from argparse import ArgumentError
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from harness.settings.settings import Settings

GROUP = "layerproof"
TITLE = "Layerproof: prove that sessions load"
LISTED: dict[str, Any] = {"action": "append", "default": []}
SWITCH: dict[str, Any] = {"action": "store_true"}
HALT = "end at the first failure of this check: invariant:NAME or scenario:FILE::FUNCTION"
BUDGET = "what the caller gives the run, which it ends by a signal (harness/machine/budget.py)"
# The run's id, in the process that chooses it for xdist's workers.
RUN_ID: pytest.StashKey[str] = pytest.StashKey()


# What a person types as `--NAME`, where no other plugin has an option of that name, and always as
# `--layerproof-NAME`.
SHORT: dict[str, dict[str, Any]] = {
    "profile": {"metavar": "FILE", "help": "the app's profile: a TOML file, or a built-in's name"},
    "under": {"metavar": "C,...", "help": "play the scenarios that name conditions under these"},
    "starter": {**LISTED, "metavar": "NAME", "help": "only this starter"},
    "only": {**LISTED, "metavar": "WORD", "help": "scenarios by name or file"},
    "full-browser": {**SWITCH, "help": "a full browser, not the headless shell"},
    "browser-path": {"metavar": "FILE", "help": "the browser's executable"},
    "insecure": {**SWITCH, "help": "accept a certificate that nobody signed"},
    "allow-untested": {**SWITCH, "help": "pass although a layer was not tested"},
    "accepted": {"metavar": "FILE", "help": "accepted findings: a TOML file"},
    "allow-host": {**LISTED, "metavar": "HOST", "help": "a host that may be written to"},
    "allow-production": {**SWITCH, "help": "play production, within limits"},
    "store": {"choices": ("memory", "firestore"), "default": "memory", "help": "the mock's store"},
    "defect": {**LISTED, "metavar": "NAME", "help": "a defect of the mock"},
    "firestore-proxy": {"metavar": "URL", "help": "firestore-proxy before the app's database"},
    "replay": {"metavar": "ID", "default": "", "help": "only this order of a scenario"},
    "real-time": {**SWITCH, "help": "no virtual time in any scenario"},
}


def add_options(parser: pytest.Parser) -> None:
    """Adds the options under names that are ours alone; all of them can be left out."""
    add = parser.getgroup(GROUP, TITLE).addoption
    for name, attributes in SHORT.items():
        add(f"--layerproof-{name}", dest=_dest(name), **attributes)
    add("--layerproof-out", metavar="DIR", help="where runs are saved")
    add("--layerproof-folder", metavar="DIR", help="the folder of this run, made already")
    add("--layerproof-repeat", metavar="COMMAND", default="", help="what repeats this run")
    add("--layerproof-no-report", action="store_true", help="record and judge, write no report")
    add("--layerproof-progress", action="store_true", help="progress in place of pytest's letters")
    add("--layerproof-budget", type=float, default=0.0, metavar="SECONDS", help=BUDGET)
    add("--layerproof-halt", action="append", default=[], metavar="CHECK", help=HALT)


def add_short_names(parser: pytest.Parser) -> None:
    """Adds the short names that nobody else has taken."""
    add = parser.getgroup(GROUP, TITLE).addoption
    for name, attributes in SHORT.items():
        # argparse has no other way to ask whether a name is free.
        with suppress(ArgumentError, ValueError):
            alike = {**attributes, "help": f"--layerproof-{name}"}
            add(f"--{name}", dest=_dest(name), **alike)


def values_among(args: Sequence[str]) -> list[str]:
    """What follows a short name as its value, which pytest takes for a path until it knows them."""
    valued = {f"--{name}" for name, it in SHORT.items() if it.get("action") != "store_true"}
    return [value for name, value in pairwise(args) if name in valued]


def asked(config: pytest.Config, name: str) -> Any:  # noqa: ANN401 - whatever the option has
    """What was asked for by one of the options in `SHORT`, however its name was spelt."""
    return config.getoption(_dest(name))


def spelt(config: pytest.Config, name: str) -> str:
    """The shortest spelling of the option that is ours."""
    # Two options of one dest are ours; another plugin's has a dest of its own.
    ours = config._parser._opt2dest.get(f"--{name}") == _dest(name)
    return f"--{name}" if ours else f"--layerproof-{name}"


def _dest(name: str) -> str:
    return f"layerproof_{name}".replace("-", "_")


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for. `folder` is this run's, where somebody has chosen it already;
    `repeat` is the command that repeats the run, '' where a person called pytest; `replay` the id
    of the one order that is to be played.
    """

    settings: "Settings"
    folder: Path | None
    store: str
    defects: tuple[str, ...]
    real_time: bool
    repeat: str = ""
    replay: str = ""
    spelling: Mapping[str, str] = field(default_factory=dict)


def read_options(config: pytest.Config, environ: Mapping[str, str] = os.environ) -> Options:
    """The options of a pytest run; raises BadSetting."""
    from harness.settings.resolve import resolve

    get = config.getoption
    flags = {
        "url": (get("base_url", None) or "").rstrip("/"),
        "profile": asked(config, "profile"),
        "under": asked(config, "under"),
        "starter": asked(config, "starter"),
        "only": asked(config, "only"),
        "full_browser": asked(config, "full-browser") or None,
        "browser_path": asked(config, "browser-path"),
        "insecure": asked(config, "insecure") or None,
        "out": get("--layerproof-out"),
        "allow_untested": asked(config, "allow-untested") or None,
        "accepted": asked(config, "accepted"),
        "firestore_proxy": asked(config, "firestore-proxy"),
        "allow_host": asked(config, "allow-host"),
        "allow_production": asked(config, "allow-production") or None,
        "headed": get("--headed", False) or None,
    }
    settings = resolve(flags, environ, Path.cwd())
    return Options(
        settings=settings,
        folder=_folder(config, settings.out),
        store=asked(config, "store"),
        defects=tuple(asked(config, "defect")),
        real_time=asked(config, "real-time"),
        repeat=get("--layerproof-repeat"),
        replay=asked(config, "replay"),
        spelling={name: spelt(config, name) for name in SHORT},
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
