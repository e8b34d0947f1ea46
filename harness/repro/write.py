"""Writes the scripts of a run's findings into `repro/` of its folder, and their names into it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from harness.errors import NotSaved
from harness.model.journey import Journey
from harness.model.run import Finding
from harness.profile.profile import Profile
from harness.repro.compose import compose
from harness.repro.part import NoScript, Script
from harness.repro.render import text_of
from harness.runs.atomic import write_whole
from harness.runs.saved import SavedRun, open_run
from harness.runs.writer import save_head

FOLDER = "repro"


@dataclass(frozen=True, slots=True)
class Written:
    """A finding, numbered from 1 as reports number them, with its script or why there is none."""

    number: int
    finding: Finding
    script: Script | NoScript
    path: str = ""


def compose_all(saved: SavedRun, profile: Profile) -> Iterator[Written]:
    """A script for each finding that one can be made for; nothing is written."""
    journeys = _journeys(saved)
    for number, finding in enumerate(saved.run.findings, 1):
        name = f"{number:02}-{finding.invariant}"
        script = compose(finding, journeys.get(finding.trace), profile, name=name)
        path = f"{FOLDER}/{name}.py" if isinstance(script, Script) else ""
        yield Written(number, finding, script, path)


def write_scripts(saved: SavedRun, profile: Profile) -> tuple[SavedRun, tuple[Written, ...]]:
    """The run with its scripts beside it; raises NotSaved where they cannot be written."""
    written = tuple(compose_all(saved, profile))
    for it in written:
        if isinstance(it.script, Script):
            write_script(saved.folder / it.path, it.script)
    found = tuple(replace(it.finding, script=it.path) for it in written)
    if found != saved.run.findings:
        save_head(saved.folder, replace(saved.run, findings=found))
    return open_run(saved.folder), written


def write_script(path: Path, script: Script) -> None:
    """Writes one script; raises NotSaved where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotSaved(f"{path.parent} cannot be made: {error.strerror}.") from error
    write_whole(path, [text_of(script).encode("utf-8", "replace")])


def _journeys(saved: SavedRun) -> Mapping[str, Journey]:
    """The journeys that findings are about, by the ids of their traces and their own."""
    wanted = {it.trace for it in saved.run.findings}
    found: dict[str, Journey] = {}
    for journey in saved.journeys():
        names = {journey.id, *(it.id for it in journey.traces)}
        found.update(dict.fromkeys(names & wanted, journey))
    return found
