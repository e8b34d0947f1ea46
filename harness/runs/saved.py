"""A saved run, read back. Nothing but the head is held in memory."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from harness.errors import BadRun
from harness.model.journey import Journey
from harness.model.race import Raced
from harness.model.run import Check, Run, Stage
from harness.model.verdict import Verdict
from harness.runs import lines
from harness.runs.form import CHECK, FORMAT, RACED, RULES, RUN, VERDICT, Noun, journey_from_tree
from harness.runs.place import HEAD, VERDICTS, find_run
from harness.runs.whole import in_doubt, losses, remaining


@dataclass(frozen=True, slots=True)
class SavedRun:
    """What a run left. `notes` say in a sentence each what of it is missing or cut short.

    `run` is the head; while it is not judged, its checks and races are those that the workers
    recorded; where `losses` name what is gone since, its verdict is what is left of it.
    """

    folder: Path
    run: Run
    notes: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it was judged, and all that was judged is still there."""
        return self.run.stage is Stage.JUDGED and not self.losses

    @property
    def cut_short(self) -> bool:
        """Whether the run ended before all was recorded."""
        return self.run.interrupted or self.run.stage is Stage.STARTED

    def journeys(self) -> Iterator[Journey]:
        """The journeys, worker by worker, read one at a time; BadRun at a damaged line."""
        for path in _files(self.folder, "journeys"):
            rules = self.run.rules
            for number, line in enumerate(lines.read(path), 1):
                try:
                    tree = _mapping(line)
                    if tree.keys() == {"rules"}:
                        rules = RULES.validate_python(tree["rules"])
                    else:
                        yield journey_from_tree(tree, rules)
                except (ValidationError, KeyError, TypeError, ValueError) as error:
                    raise BadRun(f"{path}, line {number}, is no journey: {error}") from error

    def recorded_checks(self) -> Iterator[Check]:
        """The scenarios' results as the workers recorded them, before any judging."""
        for path in _files(self.folder, "checks"):
            yield from _nouns(path, CHECK)

    def recorded_races(self) -> Iterator[Raced]:
        """The races as the workers recorded them."""
        for path in _files(self.folder, "races"):
            yield from _nouns(path, RACED)

    def verdicts(self) -> Iterator[Verdict]:
        """What the invariants said, one at a time; none where the run was not judged."""
        path = self.folder / VERDICTS
        if path.exists():
            yield from _nouns(path, VERDICT)

    def attachment(self, name: str) -> Path | None:
        """The attachment's file; None where it is missing, or lies outside of the run's folder."""
        path = (self.folder / name).resolve()
        inside = path.is_relative_to(self.folder.resolve())
        return path if name and inside and path.is_file() else None


def open_run(path: Path) -> SavedRun:
    """The run that `path` names (its folder, its run.json, or `out/latest`).

    BadRun where there is none, where run.json is damaged, or where a newer Layerproof wrote it.
    """
    folder = find_run(path)
    run = _head(folder)
    if run.stage is not Stage.JUDGED:
        saved = SavedRun(folder, run)
        checks, races = tuple(saved.recorded_checks()), tuple(saved.recorded_races())
        run = replace(run, checks=checks, races=races)
    lost = tuple(losses(folder, run.kept))
    if lost:
        run = in_doubt(run, remaining(SavedRun(folder, run).journeys()))
    return SavedRun(folder, run, (*_stage_notes(run), *lost), lost)


def _head(folder: Path) -> Run:
    path = folder / HEAD
    try:
        tree = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise BadRun(f"{folder} is no saved run: it has no {HEAD}.") from None
    except (OSError, ValueError) as error:
        raise BadRun(f"{path} cannot be read: {error}.") from error
    version = tree.get("format") if isinstance(tree, dict) else None
    if not isinstance(version, int):
        raise BadRun(f"{path} is no saved run's head: it names no format.")
    if version > FORMAT:
        raise BadRun(
            f"{path} has format {version}, and this Layerproof reads up to {FORMAT}: "
            "it was written by a newer one. Update Layerproof to read it."
        )
    try:
        return RUN.validate_python(tree["run"])
    except (ValidationError, KeyError) as error:
        raise BadRun(f"{path} is damaged: {error}") from error


def _stage_notes(run: Run) -> Iterator[str]:
    if run.stage is Stage.STARTED:
        yield "The run ended before all was recorded; what there is, is shown."
    elif run.stage is Stage.RECORDED:
        yield "The run was recorded, but not judged."
    if run.interrupted:
        yield "The run was interrupted by hand."
    if run.unplayed or run.stopped:
        why = f": {run.stopped}" if run.stopped else "."
        yield f"The run ended early, {len(run.checks)} of {run.planned} scenarios played{why}"


def _files(folder: Path, kind: str) -> list[Path]:
    return sorted(folder.glob(f"{kind}-*.jsonl"))


def _nouns(path: Path, adapter: TypeAdapter[Noun]) -> Iterator[Noun]:
    for number, tree in enumerate(lines.read(path), 1):
        try:
            yield adapter.validate_python(tree)
        except ValidationError as error:
            raise BadRun(f"{path}, line {number}, is damaged: {error}") from error


def _mapping(tree: object) -> dict[str, Any]:
    if not isinstance(tree, dict):
        raise TypeError("it is no object")
    return tree
