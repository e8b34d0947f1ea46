"""Writing a run while it happens.

    controller                         each worker (or the controller itself, as "main")
    start_run(out, run) -> folder      RunWriter(folder, worker)
      run.json: started                  .journey(...)   .check(...)   .attach(...)
    save_recorded(folder, run)           .close()
      run.json: recorded
    judge_again(folder)                (harness.runs.judging)
      run.json: judged

Only the controller makes the id and run.json; each worker has files of its own, so nobody waits for
anybody. Nothing is kept in memory.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from harness.errors import NotSaved
from harness.model.journey import Journey
from harness.model.race import Raced
from harness.model.rules import Rules
from harness.model.run import Check, Run, Stage
from harness.model.verdict import Verdict
from harness.runs.atomic import write_whole
from harness.runs.form import CHECK, FORMAT, RACED, RULES, RUN, VERDICT, journey_to_tree, plain
from harness.runs.lines import Lines, encode
from harness.runs.place import (
    EVIDENCE,
    HEAD,
    VERDICTS,
    checks_file,
    journeys_file,
    make_folder,
    point_latest,
    races_file,
)
from harness.runs.whole import sizes

LONGEST_NAME = 80


def start_run(out: Path, run: Run, *, now: datetime | None = None) -> Path:
    """Makes `out/<run id>/` with a run.json that says started; its name is the run's id.

    `run.id`, `run.stage` and, where it is '', `run.started_at` are filled in. NotSaved where the
    folder cannot be written.
    """
    instant = now or datetime.now(UTC)
    folder = make_folder(out, instant)
    started_at = run.started_at or instant.astimezone(UTC).isoformat(timespec="milliseconds")
    save_head(folder, replace(run, started_at=started_at, stage=Stage.STARTED))
    point_latest(folder)
    return folder


def save_recorded(folder: Path, run: Run) -> None:
    """Says in run.json that all was recorded, and how much that is. Its checks and races stand in
    the workers' files already.
    """
    kept = sizes(folder)
    save_head(folder, replace(run, stage=Stage.RECORDED, checks=(), races=(), kept=kept))


def save_verdicts(folder: Path, verdicts: Iterable[Verdict]) -> None:
    """Streams the verdicts to disk, all or none of them."""
    write_whole(folder / VERDICTS, (encode(plain(VERDICT, it)) for it in verdicts))


def save_judged(folder: Path, run: Run) -> None:
    """Says in run.json that the run is judged; its verdicts are saved before (`save_verdicts`)."""
    save_head(folder, replace(run, stage=Stage.JUDGED))


def save_head(folder: Path, run: Run) -> None:
    """Replaces run.json at once; the run's id is its folder's name."""
    tree = {"format": FORMAT, "run": plain(RUN, replace(run, id=folder.name))}
    write_whole(folder / HEAD, [encode(tree)])


class RunWriter:
    """Streams one worker's journeys, results and attachments into a run's folder."""

    def __init__(self, folder: Path, worker: str = "main") -> None:
        self.folder = folder
        self.worker = worker
        self._journeys = Lines(journeys_file(folder, worker))
        self._checks = Lines(checks_file(folder, worker))
        self._races = Lines(races_file(folder, worker))
        self._attached = 0
        self._rules: Rules | None = None

    def journey(self, journey: Journey) -> None:
        """Appends a journey that has ended, and before it its rules, where they are not those of
        the journey before. NotSaved if that fails.
        """
        if journey.rules != self._rules:
            self._journeys.append({"rules": plain(RULES, journey.rules)})
            self._rules = journey.rules
        self._journeys.append(journey_to_tree(journey))

    def check(self, check: Check) -> None:
        """Appends one scenario's result. NotSaved if that fails."""
        self._checks.append(plain(CHECK, check))

    def race(self, raced: Raced) -> None:
        """Appends one race. NotSaved if that fails."""
        self._races.append(plain(RACED, raced))

    def place(self, name: str) -> Path:
        """A new path under evidence/ for a file that somebody else writes, such as a screenshot.

        Attachments are named by `relative(path)` in checks, findings and traces.
        """
        self._attached += 1
        clean = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.")[-LONGEST_NAME:]
        folder = self.folder / EVIDENCE
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise NotSaved(f"{folder} cannot be made: {error.strerror}.") from error
        return folder / f"{self.worker}-{self._attached:04}-{clean or 'file'}"

    def relative(self, path: Path) -> str:
        """The path as it is written down: relative to the run's folder, with slashes."""
        return path.relative_to(self.folder).as_posix()

    def attach(self, name: str, chunks: Iterable[bytes]) -> str:
        """Saves an attachment, whole or not at all; its path relative to the run's folder."""
        path = self.place(name)
        write_whole(path, chunks)
        return self.relative(path)

    def close(self) -> None:
        """Closes the files; closing twice does nothing."""
        self._journeys.close()
        self._checks.close()
        self._races.close()
