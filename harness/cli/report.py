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
from harness.cli.load_kept import is_load_run, render
from harness.cli.result import told_in_json, write_json
from harness.errors import BadSetting, Inconclusive, UnknownName, UsageError
from harness.runs.place import HEAD, find_run
from harness.runs.saved import SavedRun, open_run
from reports import phrase

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
) -> int:
    """Render a saved run again, in every format or in those that are named. Exit code 0, or 3 where
    the run is not whole.
    """
    with told_in_json(json_file, command="layerproof report", url="", profile=""):
        if is_load_run(run):
            if json_file is not None:
                raise BadSetting(f"--json is not for a load run: its result is {run}/load.json.")
            for path in render(run, format or (), into):
                speech.answer(str(path))
            return 0
        chosen = {name: _writer(name) for name in format or formats()}
        saved = open_run(_named(run))
        speech.say(f"{phrase.headline(saved.run.verdict)}  {phrase.why(saved.run)}")
        speech.say_all(saved.notes, style="yellow")
        for write in chosen.values():
            speech.answer(str(write(saved, into or saved.folder)))
    if json_file is not None:
        write_json(json_file, saved)
    return 0 if saved.is_whole else Inconclusive.exit_code


def _named(path: Path) -> Path:
    """The path, where a run can be; raises UsageError for what is none."""
    if not path.exists():
        raise UsageError(f"There is no run at {path}. `layerproof verify` writes one into out/.")
    folder = find_run(path)
    if not (folder / HEAD).exists():
        files = ", ".join(sorted(it.name for it in folder.glob("*.jsonl"))) or "nothing of a run"
        raise UsageError(
            f"{path} is no saved run: it has no {HEAD}, and {files} in it. Name a folder that "
            "`layerproof verify` has written, such as out/latest."
        )
    return path


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
