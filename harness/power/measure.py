"""Measures: plays the suite once for each defect, and some times on the sound app, in lanes.

job          one run of the suite: against one defect, or on the sound app (`defect` None)
trial        how jobs are played: the way, the guards, the scenarios, the limits
measure()    yields each job's Row or SoundRun as it ends

Runs on the sound app come first and one after the other, each with all lanes for its scenarios: it
has the machine to itself, but for the loops beside it. Defects share the lanes, one run in each.
"""

import os
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event

from harness.errors import BadRun, Inconclusive
from harness.model.word import Status
from harness.power.busy import busy_loops
from harness.power.choice import Known, choose
from harness.power.guard import Guard
from harness.power.kill import decide
from harness.power.lane import Ended, run_in_lane
from harness.power.row import Caught, Fate, Row, SoundRun
from harness.power.way import Way
from harness.runs.place import HEAD
from harness.runs.saved import SavedRun, open_run

LOG = "pytest.txt"
# All scenarios one after the other, on a machine that is busy with other things, too.
SOUND_LIMIT_S = 1800.0

# The command that plays the chosen scenarios (none named: all) into a folder.
Command = Callable[[Sequence[str], Path, Sequence[str]], list[str]]


@dataclass(frozen=True, slots=True)
class Job:
    """One run of the suite. `line` and `why` are the defect's; `busy` counts loops beside it."""

    name: str
    defect: str | None = None
    line: str = ""
    why: str = ""
    busy: int = 0


@dataclass(frozen=True, slots=True)
class Trial:
    """How each job is played; its runs are kept in folders of `out`, by the jobs' names."""

    way: Way
    command: Command
    guards: Mapping[str, Guard]
    scenarios: Sequence[Known]
    out: Path
    full: bool = False
    limit_s: float = 300.0
    stop: Event = field(default_factory=Event)


def measure(jobs: Sequence[Job], trial: Trial, *, lanes: int) -> Generator[Row | SoundRun]:
    """Each job's result as it ends. Closing the iterator ends what still runs, and forgets it."""
    sound = [partial(_sound, job, trial, lanes) for job in jobs if job.defect is None]
    broken = [partial(_row, job, job.defect, trial) for job in jobs if job.defect is not None]
    try:
        yield from _played(sound, trial, at_once=1)
        yield from _played(broken, trial, at_once=lanes)
    finally:
        trial.stop.set()


def _played(
    plays: Sequence[Callable[[], Row | SoundRun]], trial: Trial, *, at_once: int
) -> Generator[Row | SoundRun]:
    pool = ThreadPoolExecutor(max_workers=at_once)
    try:
        for it in as_completed([pool.submit(play) for play in plays]):
            yield it.result()
    except BaseException:
        trial.stop.set()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _row(job: Job, defect: str, trial: Trial) -> Row:
    guard = trial.guards.get(job.line, Guard(job.line))
    chosen = choose(guard, trial.scenarios, full=trial.full)
    folder = trial.out / job.name

    def row(caught: Caught, seconds: float = 0.0, played: int = 0) -> Row:
        return Row(defect, job.line, job.why, caught, round(seconds, 1), played, str(folder))

    if not chosen:
        return row(Caught(Fate.SURVIVED, (), "nothing guards its line"))
    halts = () if trial.full else tuple(f"--layerproof-halt={it}" for it in guard.checks())
    try:
        ended = _run(job, trial, chosen, halts, limit_s=trial.limit_s)
        saved = _saved(folder, ended)
    except Inconclusive as error:
        return row(Caught(Fate.UNKNOWN, (), str(error).partition("\n")[0]))
    caught = decide(guard, saved.run.findings, saved.run.checks)
    if ended.over_limit and caught.fate is Fate.SURVIVED:
        caught = Caught(Fate.UNKNOWN, (), f"not all was played within {trial.limit_s:g} s")
    return row(caught, ended.seconds, len(saved.run.checks))


def _sound(job: Job, trial: Trial, lanes: int) -> SoundRun:
    folder, busy = trial.out / job.name, job.busy > 0
    try:
        with busy_loops(job.busy):
            ended = _run(job, trial, (), _shared(lanes), limit_s=SOUND_LIMIT_S)
        saved = _saved(folder, ended)
        loads = sum(len(it.traces) for it in saved.journeys())
    except Inconclusive as error:
        return SoundRun(Status.UNKNOWN, busy=busy, folder=str(folder), reason=str(error))
    run = saved.run
    others = [it for it in run.checks if it.status is not Status.PASS]
    cut = f"Cut off after {SOUND_LIMIT_S:g} s." if ended.over_limit else ""
    return SoundRun(
        verdict=run.verdict,
        checks=len(run.checks),
        not_passed=tuple(f"{it.status} {it.id}" for it in others),
        loads=loads,
        findings=run.findings,
        busy=busy,
        seconds=round(ended.seconds, 1),
        folder=str(folder),
        reason="" if run.verdict is Status.PASS else cut or run.verdict_reason,
    )


def _shared(lanes: int) -> tuple[str, ...]:
    """The options with which pytest plays that many scenarios at a time."""
    return (f"--numprocesses={lanes}",) if lanes > 1 else ()


def _run(
    job: Job, trial: Trial, chosen: Sequence[str], halts: Sequence[str], *, limit_s: float
) -> Ended:
    folder = trial.out / job.name
    folder.mkdir(parents=True)
    with trial.way.open([job.defect] if job.defect else [], folder) as reach:
        return run_in_lane(
            trial.command(chosen, folder, (*reach.options, *halts)),
            environ={**os.environ, **reach.environ},
            log=folder / LOG,
            limit_s=limit_s,
            stop=trial.stop,
        )


def _saved(folder: Path, ended: Ended) -> SavedRun:
    """The run that pytest left; raises BadRun with the last thing that it said."""
    if (folder / HEAD).exists():
        return open_run(folder)
    said = (folder / LOG).read_text(encoding="utf-8", errors="replace").strip().splitlines()
    last = said[-1] if said else "it said nothing"
    raise BadRun(f"nothing was recorded (exit code {ended.code}): {last}")
