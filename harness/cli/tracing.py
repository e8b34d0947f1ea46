"""A browser trace of what failed: the failing scenarios are played once more, with Playwright's
tracing on.

Tracing costs half as much again, so it is off in the run itself. What the second time shows is
evidence only: its outcome counts
nowhere, and changes no verdict. A fault that does not show again is said to be so.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from harness.cli import speech
from harness.cli.child import run_to_end
from harness.cli.pytest_call import pytest_command, pytest_environ
from harness.cli.report import formats
from harness.model.run import Check
from harness.model.word import Status
from harness.profile.load import load_profile
from harness.runs.place import EVIDENCE, HEAD
from harness.runs.saved import SavedRun, open_run
from harness.runs.writer import save_head
from harness.scrub.archive import scrub_file
from harness.scrub.scrub import Scrubber
from harness.scrub.secret import scrubber
from harness.settings.settings import Settings
from reports import phrase

MOST = 3
LIMIT_S = 90.0
TRACE = "trace"
AGAIN = "again"
LONGEST_NAME = 100


def trace_failures(saved: SavedRun, settings: Settings, mock: tuple[str, ...]) -> SavedRun:
    """The run with a trace beside each of its first failing scenarios, at most three."""
    chosen = _most_telling(saved)
    if not chosen:
        return saved
    with tempfile.TemporaryDirectory(prefix="layerproof-") as place:
        # Under the same id, so that what it creates is found with the rest.
        again = Path(place) / saved.run.id
        once = settings.model_copy(update={"workers": 1})
        command = pytest_command(
            once,
            again,
            (*mock, "--tracing=on", "--layerproof-no-report"),
            chosen=[f"{it.file}::{it.id.rpartition('::')[2]}" for it in chosen],
        )
        command.remove("--layerproof-progress")
        speech.say(
            f"playing {len(chosen)} of what failed once more, for a browser trace", style="dim"
        )
        environ = pytest_environ(settings, os.environ)
        run_to_end(command, environ=environ, limit_s=LIMIT_S, quiet=True)
        profile = load_profile(settings.profile_name)
        known = scrubber(profile, os.environ, settings.plain_headers)
        return _with_traces(saved, chosen, again, known)


def _most_telling(saved: SavedRun) -> tuple[Check, ...]:
    """One failing check of each finding, the worst finding first. What is played in every order is
    not among them: Playwright does not hold its gates.
    """
    raced = {it.check for it in saved.run.races}
    failing = (it for it in saved.run.checks if it.status is Status.FAIL)
    by_id = {it.id: it for it in failing if it.id not in raced}
    named = [name for finding in saved.run.findings for name in finding.checks[:1]]
    ids = dict.fromkeys([*(it for it in named if it in by_id), *by_id])
    return tuple(by_id[it] for it in list(ids)[:MOST])


def _with_traces(
    saved: SavedRun, chosen: Iterable[Check], again: Path, known: Scrubber
) -> SavedRun:
    played = open_run(again) if (again / HEAD).exists() else None
    statuses = {it.id: it.status for it in played.recorded_checks()} if played else {}
    found = {it.id: _attachments(saved.folder, it, again, statuses, known) for it in chosen}
    checks = tuple(
        replace(it, attachments={**it.attachments, **found.get(it.id, {})})
        for it in saved.run.checks
    )
    created = saved.run.created + (played.run.created if played else 0)
    cleaned = saved.run.cleaned + (played.run.cleaned if played else 0)
    run = replace(saved.run, checks=checks, created=created, cleaned=cleaned)
    save_head(saved.folder, run)
    traced = open_run(saved.folder)
    for write in formats().values():
        write(traced, traced.folder)
    if created != saved.run.created and (left := phrase.left_behind(run)):
        speech.say(f"with what was played once more, {left}", style="dim")
    for told in found.values():
        if TRACE in told:
            speech.say(f"Trace: playwright show-trace {short(saved.folder / told[TRACE])}")
    return traced


def short(path: Path) -> Path:
    """The path as a person would type it, relative to where they stand if it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _attachments(
    folder: Path, check: Check, again: Path, statuses: dict[str, Status], known: Scrubber
) -> dict[str, str]:
    told = {AGAIN: str(statuses.get(check.id, "not played"))}
    wanted = _plain(check.id)
    for trace in sorted((again / "browser").glob("*/trace*.zip")):
        if _plain(trace.parent.name) == wanted:
            kept = folder / EVIDENCE / f"{wanted[-LONGEST_NAME:]}-{trace.name}"
            kept.parent.mkdir(exist_ok=True)
            scrub_file(trace, known)
            shutil.move(trace, kept)
            told[TRACE] = kept.relative_to(folder).as_posix()
    return told


def _plain(name: str) -> str:
    """A scenario's id as pytest-playwright names its folder: one dash for whatever is no letter."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
