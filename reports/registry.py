"""The report formats: every module of this package with a `write`, by its name.

    write(run: SavedRun, into: Path) -> Path

writes the run into the folder `into` and returns what it made.
A format is added with one file. `json_report` and `allure_report` are called `json` and `allure`:
under those names they would hide the libraries that they use.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import reports
from harness.errors import UnknownName
from harness.runs.saved import SavedRun

Writer = Callable[[SavedRun, Path], Path]
USUAL = ("html", "junit", "markdown", "json")


@cache
def writers() -> dict[str, Writer]:
    """All writers by name, sorted."""
    found: dict[str, Writer] = {}
    for it in pkgutil.iter_modules(reports.__path__):
        if it.ispkg or it.name == "registry":
            continue
        write = getattr(importlib.import_module(f"reports.{it.name}"), "write", None)
        if write is not None:
            found[it.name.removesuffix("_report")] = write
    return dict(sorted(found.items()))


def write_all(run: SavedRun, into: Path, *, formats: Iterable[str] = USUAL) -> dict[str, Path]:
    """Writes the run in those formats and returns where each is.

    UnknownName for a format that nothing writes, before any is written; NotSaved where one cannot
    be written.
    """
    known = writers()
    chosen = list(formats)
    for name in chosen:
        if name not in known:
            raise UnknownName("report format", name, known)
    return {name: known[name](run, into) for name in chosen}
