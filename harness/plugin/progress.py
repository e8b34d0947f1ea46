"""Progress of a long run: one line that moves on a terminal, plain lines elsewhere.

Used by `layerproof verify` in place of pytest's own letters (`--layerproof-progress`); a scenario
that is not well is named when it ends.
"""

import sys
import time
from collections import Counter
from dataclasses import dataclass, field

import pytest
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

LINE_EVERY_S = 10.0
MARKS = {"failed": "[red]✗ fail[/red]", "unknown": "[yellow]? unknown[/yellow]"}


@dataclass
class Shown:
    """What of the run is known so far."""

    total: int = 0
    done: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    ended: set[str] = field(default_factory=set)

    def line(self) -> str:
        """Such as `12 of 140 scenarios, 1 failed`."""
        bad = ", ".join(f"{count} {name}" for name, count in sorted(self.counts.items()))
        return f"{self.done} of {self.total} scenarios" + (f", {bad}" if bad else "")


class ProgressReporter:
    """Hooks of the controlling process; says nothing of scenarios that are well."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._shown = Shown()
        self._spoke_s = time.monotonic()
        self._task: TaskID | None = None
        self._bar = (
            Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                console=console,
                transient=True,
            )
            if console.is_terminal
            else None
        )

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Has xdist say nothing of its own workers."""
        distributing = session.config.pluginmanager.getplugin("dsession")
        if distributing is not None:
            distributing.terminal = None

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Now it is known how many there are; xdist tells it by `pytest_xdist_node_collection…`."""
        if session.items:
            self._begin(len(session.items))

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: object, ids: list[str]) -> None:
        """The same from a worker; all collect the same."""
        del node
        self._begin(len(ids))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Names what is not well, and moves on."""
        if report.failed:
            name = "failed" if report.when == "call" else "unknown"
            self._shown.counts[name] += 1
            self._say(f"{MARKS[name]}  {escape(report.nodeid.rpartition('::')[2])}")
        elif report.skipped:
            self._shown.counts["skipped"] += 1
        if report.when == "teardown":
            self._shown.done += 1
            self._move()

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self) -> None:
        """Takes the bar away before the verdict is shown."""
        if self._bar is not None:
            self._bar.stop()

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """pytest's own letters would stand between the lines."""
        if report.when == "call" or not report.passed:
            return (report.outcome, "", "")
        return ("", "", "")

    def _begin(self, total: int) -> None:
        if self._shown.total:
            return
        self._shown.total = total
        if self._bar is not None:
            self._task = self._bar.add_task("proving", total=total)
            self._bar.start()
        else:
            self._say(f"{total} scenario{'' if total == 1 else 's'}")

    def _move(self) -> None:
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self._shown.done)
        elif time.monotonic() - self._spoke_s >= LINE_EVERY_S:
            self._say(self._shown.line())

    def _say(self, text: str) -> None:
        self._spoke_s = time.monotonic()
        self._console.print(text, highlight=False, soft_wrap=True)


def make_progress() -> ProgressReporter:
    """A reporter on the real standard output, past pytest's capturing."""
    return ProgressReporter(Console(file=sys.__stdout__))
