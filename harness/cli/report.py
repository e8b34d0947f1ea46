"""`layerproof report`: renders a saved run again, without a browser or the application.

A format is a module of `reports` that has `write(run, into)`; its name is the module's, without
`_report` at the end.
"""

import pkgutil
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

import reports
from harness.cli import flag, speech
from harness.cli.result import told_in_json, write_json
from harness.errors import UnknownName, UsageError
from harness.runs.saved import SavedRun, open_run

Write = Callable[[SavedRun, Path], object]


def report(
    run: Annotated[
        Path, typer.Argument(help="A run's folder, or its run.json.", show_default=True)
    ] = Path("out/latest"),
    *,
    format: Annotated[
        list[str] | None, typer.Option(help="Only this format; may be repeated.")
    ] = None,
    into: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where to write; else the run's folder.")
    ] = None,
    json_file: flag.JsonFile = None,
) -> None:
    """Render a saved run again, in every format or in those that are named."""
    with told_in_json(json_file, command="layerproof report", url="", profile=""):
        chosen = {name: _writer(name) for name in format or formats()}
        if not run.exists():
            raise UsageError(f"There is no run at {run}. `layerproof verify` writes one into out/.")
        saved = open_run(run)
        speech.say_all(saved.notes, style="yellow")
        for write in chosen.values():
            speech.answer(str(write(saved, into or saved.folder)))
    if json_file is not None:
        write_json(json_file, saved)


@cache
def formats() -> dict[str, Write]:
    """Every format there is, with its writer."""
    names = sorted(it.name for it in pkgutil.iter_modules(reports.__path__) if not it.ispkg)
    modules = {name: import_module(f"reports.{name}") for name in names}
    return {
        name.removesuffix("_report"): module.write
        for name, module in modules.items()
        if callable(getattr(module, "write", None))
    }


def _writer(name: str) -> Write:
    if name not in formats():
        raise UnknownName("report format", name, formats())
    return formats()[name]
