"""Runs a measurement for a person: each result is told as it comes, and Ctrl-C ends it with what is
known.
"""

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from harness.cli import speech
from harness.model.word import Status
from harness.power.measure import Job, Trial, measure
from harness.power.row import Power, Row, SoundRun
from harness.power.table import MARKS, STYLES, told_by

_STOPPING = ("SIGINT", "SIGTERM", "SIGHUP")


def measured_by(
    jobs: Sequence[Job], trial: Trial, *, seed: int, lanes: int, left_out: tuple[str, ...] = ()
) -> Power:
    """All that was found out, also where a person did not wait for the end."""
    began = time.monotonic()
    found: list[Row | SoundRun] = []
    interrupted = False
    results = measure(jobs, trial, lanes=lanes)
    try:
        with _interruptible(), _progress(len(jobs)) as advance:
            for it in results:
                found.append(it)
                _tell(it)
                advance()
    except KeyboardInterrupt:
        interrupted = True
    finally:
        results.close()
    return Power(
        mode=trial.way.name,
        seed=seed,
        asked=sum(1 for it in jobs if it.defect),
        rows=tuple(it for it in found if isinstance(it, Row)),
        sound=tuple(it for it in found if isinstance(it, SoundRun)),
        seconds=round(time.monotonic() - began, 1),
        interrupted=interrupted,
        left_out=left_out,
    )


def _tell(result: Row | SoundRun) -> None:
    """A line for what has ended, on stderr."""
    if isinstance(result, Row):
        fate = result.caught.fate
        text = f"{MARKS[fate]} {result.defect}: {fate}, {told_by(result)} ({result.seconds:.0f} s)"
        speech.say(text, style=STYLES[fate])
        return
    beside = " beside busy loops" if result.busy else ""
    what = f"the sound app{beside}: {result.verdict}, {result.checks} scenarios"
    why = f"; {result.reason}" if result.reason else ""
    style = "green" if result.verdict is Status.PASS else "bold red"
    speech.say(f"{what}, {result.loads} loads ({result.seconds:.0f} s){why}", style=style)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal, nothing elsewhere; yields what moves it on."""
    console = speech.aside()
    if not console.is_terminal:
        yield lambda: None
        return
    columns = (TextColumn("measuring"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


@contextmanager
def _interruptible() -> Iterator[None]:
    """SIGTERM ends it as Ctrl-C does; SIGINT too where a shell started us with it ignored."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    numbers = [getattr(signal, it) for it in _STOPPING if hasattr(signal, it)]
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
