"""`layerproof power`: what the proof is worth, measured on apps that are known to be wrong.

settings, names      a mistake in them ends it at once (exit 2)
runs of the suite    one for each defect of the mock, and some on the sound app before
table, one sentence  survivors first; what is known so far, where it is interrupted

Exit codes: 0 every defect killed; 1 more survivors than allowed, or a finding on the sound app;
2 usage; 3 something could not be found out; 130 interrupted.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from harness.backend.defects import Declared, declared_defects
from harness.cli import flag, speech
from harness.cli.firestore_proxy import need_client
from harness.cli.measuring import measured_by
from harness.cli.pytest_call import pytest_command, scenarios
from harness.cli.result import told_in_json, write_json
from harness.errors import BadSetting, UnknownName
from harness.machine.browser import find_browser
from harness.machine.emulator import emulator
from harness.model.rules import Rules
from harness.model.run import Run, Stage
from harness.model.word import Status
from harness.power.blackbox import BlackBox
from harness.power.choice import read_scenarios
from harness.power.guard import read_guards
from harness.power.measure import Command, Job, Trial
from harness.power.row import Power
from harness.power.table import summary, table
from harness.power.told import tree
from harness.power.way import Database, Way, WithControlPlane
from harness.runs.place import make_folder
from harness.runs.saved import SavedRun
from harness.settings.resolve import resolve

LIMIT_S = 300.0
WIDTH = 200

OnlyDefects = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="WORD", help="Defects by name or by the line they break."),
]
Full = Annotated[bool, typer.Option("--full", help="Every scenario for each defect.")]
Lanes = Annotated[int, typer.Option("-n", "--workers", min=1, max=64, help="Runs at a time.")]
ByUrlAlone = Annotated[bool, typer.Option("--black-box", help="By URL and profile alone.")]
WithDatabase = Annotated[
    bool,
    typer.Option(
        "--with-database",
        help="A black box on the Firestore emulator, which a proxy can disturb.",
    ),
]
Seed = Annotated[int, typer.Option(help="What the black box is renamed from.")]
Allowed = Annotated[int, typer.Option(min=0, metavar="N", help="Survivors that are no failure.")]
SoundRuns = Annotated[int, typer.Option(min=0, metavar="N", help="Whole runs on the sound app.")]
BusyLoops = Annotated[
    int, typer.Option(min=0, metavar="N", help="Loops beside every second sound run.")
]
Limit = Annotated[
    str | None, typer.Option(metavar="5m", help="How long one defect may take.  [default: 5m]")
]
NoDefects = Annotated[bool, typer.Option("--no-defects", help="Only run on the sound app.")]


def power(
    *,
    only: OnlyDefects = None,
    full: Full = False,
    workers: Lanes = 2,
    black_box: ByUrlAlone = False,
    with_database: WithDatabase = False,
    seed: Seed = 1,
    allow_survivors: Allowed = 0,
    sound_runs: SoundRuns = 1,
    busy_loops: BusyLoops = 0,
    no_defects: NoDefects = False,
    limit: Limit = None,
    browser_path: flag.BrowserPath = None,
    out: flag.Out = None,
    json_file: flag.JsonFile = None,
) -> int:
    """Measure what the proof is worth: which defects of the mock it kills, and what it makes up."""
    with ExitStack() as stack:
        with told_in_json(json_file, command="layerproof power", url="", profile=""):
            flags = {"browser_path": browser_path, "out": out, "budget": limit}
            settings = resolve(flags, os.environ, Path.cwd())
            if settings.url:
                raise BadSetting("power measures on the built-in mock: unset the URL.")
            find_browser(full=False, explicit=settings.browser_path or None, environ=os.environ)
            meant = [] if no_defects else chosen(only)
            way = _way(seed, stack, black_box=black_box, with_database=with_database)
            defects = [it for it in meant if it.needs not in way.lacks]
            jobs = [*_sound_jobs(sound_runs, busy_loops), *_jobs(defects)]
            trial = Trial(
                way=way,
                command=command_of(flags),
                guards=read_guards(),
                scenarios=read_scenarios(scenarios()),
                out=make_folder(settings.out.absolute(), datetime.now(UTC)),
                full=full,
                limit_s=settings.budget or LIMIT_S,
            )
        left_out = tuple(it.name for it in meant if it not in defects)
        measured = measured_by(jobs, trial, seed=seed, lanes=workers, left_out=left_out)
    if measured.rows:
        _show(table(measured))
    speech.answer(summary(measured))
    code = measured.exit_code(allowed=allow_survivors)
    if json_file is not None:
        write_json(json_file, saved_as_run(measured, code, trial.out), more=tree(measured))
    return code


def _way(seed: int, stack: ExitStack, *, black_box: bool, with_database: bool) -> Way:
    """How the suite is shown its applications, until the stack is closed."""
    if with_database and not black_box:
        raise BadSetting("--with-database is for --black-box; the control plane has it anyway.")
    if not black_box:
        return WithControlPlane()
    return BlackBox(seed, _database(stack) if with_database else None)


def _database(stack: ExitStack) -> Callable[[], AbstractContextManager[Database]]:
    """What opens a proxy before an emulator of our own; raises UsageError, Inconclusive."""
    need_client("--with-database")
    from harness.power.proxied import Proxies  # grpc is an extra

    proxies = Proxies(stack.enter_context(emulator(os.environ)))
    stack.callback(proxies.close)
    return proxies.open


def _show(rows: Table) -> None:
    """The table as wide as the terminal; in a file, wide enough for every name."""
    console = Console(highlight=False)
    width = console.width if console.is_terminal else WIDTH
    Console(highlight=False, width=width).print(rows)


def chosen(words: Sequence[str] | None) -> list[Declared]:
    """The defects whose name or line holds one of the words; raises UnknownName for a word that
    finds none.
    """
    declared = declared_defects()
    for word in words or ():
        if not any(_is_meant(it, word) for it in declared):
            raise UnknownName("defect", word, [it.name for it in declared])
    return [it for it in declared if not words or any(_is_meant(it, word) for word in words)]


def _is_meant(defect: Declared, word: str) -> bool:
    return word.lower() in defect.name or word.lower() in defect.line


def _jobs(defects: Sequence[Declared]) -> list[Job]:
    return [Job(it.name, it.name, it.line, it.why) for it in defects]


def _sound_jobs(runs: int, loops: int) -> list[Job]:
    return [Job(f"sound-{at}", busy=loops if at % 2 == 0 else 0) for at in range(1, runs + 1)]


def command_of(flags: Mapping[str, object]) -> Command:
    """What plays the packaged scenarios with these settings' flags, without reports or progress."""
    settings = resolve(flags, os.environ, Path.cwd())

    def command(names: Sequence[str], folder: Path, more: Sequence[str]) -> list[str]:
        options = ("--layerproof-no-report", *more)
        made = pytest_command(settings, folder, options, chosen=names)
        return [it for it in made if it != "--layerproof-progress"]

    return command


def saved_as_run(measured: Power, code: int, folder: Path) -> SavedRun:
    """The measurement as a run that has no checks of its own."""
    verdict = {0: Status.PASS, 1: Status.FAIL}.get(code, Status.UNKNOWN)
    run = Run(
        id=folder.name,
        command="layerproof power",
        started_at=datetime.now(UTC).isoformat(timespec="milliseconds"),
        stage=Stage.JUDGED,
        target={"name": "mock", "mode": measured.mode},
        profile="",
        rules=Rules(),
        settings={},
        versions={},
        duration_s=measured.seconds,
        interrupted=measured.interrupted,
        verdict=verdict,
        verdict_reason=summary(measured),
        exit_code=code,
        findings=tuple(found for it in measured.sound for found in it.findings),
    )
    return SavedRun(folder, run)
