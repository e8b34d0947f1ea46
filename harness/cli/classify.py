"""Flaky is a finding: what failed is played again only to say how often it fails, k of n.

A red run stays red: no play of these changes a verdict, a count or an exit code. A green run plays
nothing again.
"""

import os
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from harness.cli import speech
from harness.cli.child import run_to_end
from harness.cli.pytest_call import pytest_command, pytest_environ
from harness.cli.report import formats
from harness.errors import BadRun
from harness.judge.recur import Play, broken_in, recurrence
from harness.model.journey import Journey
from harness.model.run import Finding
from harness.model.word import Status
from harness.runs.place import HEAD
from harness.runs.saved import SavedRun, open_run
from harness.runs.writer import save_head
from harness.settings.settings import Settings
from reports import phrase

# So many scenarios are played again, of the findings that users suffer most from.
MOST = 5
# All of it together takes so long at most, less where the run's budget leaves less.
LIMIT_S = 90.0
Chosen = Mapping[str, Sequence[Finding]]


def classified(saved: SavedRun, settings: Settings, mock: tuple[str, ...]) -> SavedRun:
    """The run with how often its first findings are seen, each by a scenario that shows it, played
    so many times more as the settings say.
    """
    chosen = _chosen(saved)
    left_s = _left_s(settings, saved.run.duration_s)
    if not (chosen and settings.classify and left_s > 0):
        return saved
    times = phrase.count(settings.classify, "time")
    what = phrase.count(len(chosen), "scenario")
    speech.say(f"playing {what} that failed {times} more, to see how often", style="dim")
    with tempfile.TemporaryDirectory(prefix="layerproof-") as place:
        until_s = time.monotonic() + left_s
        again = list(_again(saved, chosen, settings, mock, Path(place), until_s))
        return _with_recurrences(saved, chosen, again)


def _left_s(settings: Settings, spent_s: float) -> float:
    return min(LIMIT_S, settings.budget - spent_s) if settings.budget else LIMIT_S


def _chosen(saved: SavedRun) -> Chosen:
    """By its id the failing scenario that shows a finding, with all the findings that it stands
    for. What is played in every order is not among them: an order fails always, or is another.
    """
    raced = {it.check for it in saved.run.races}
    failing = {it.id for it in saved.run.checks if it.status is Status.FAIL and it.id not in raced}
    chosen: dict[str, list[Finding]] = {}
    for finding in saved.run.findings:
        ids = [it for it in finding.checks if it in failing]
        known = next((it for it in ids if it in chosen), "")
        if finding.status is not Status.FAIL or not ids or (len(chosen) >= MOST and not known):
            continue
        chosen.setdefault(known or ids[0], []).append(finding)
    return chosen


def _again(
    saved: SavedRun,
    chosen: Chosen,
    settings: Settings,
    mock: tuple[str, ...],
    place: Path,
    until_s: float,
) -> Iterator[SavedRun]:
    """Each further play, in a process of its own, as long as there is time."""
    once = settings.model_copy(update={"workers": 1, "stop_at_first": False, "budget": None})
    checks = [it for it in saved.run.checks if it.id in chosen]
    for number in range(settings.classify):
        # Under the same id, so that what it creates is found with the rest.
        folder = place / str(number) / saved.run.id
        folder.parent.mkdir()
        command = pytest_command(
            once,
            folder,
            (*mock, "--layerproof-no-report"),
            chosen=[f"{it.file}::{it.id.rpartition('::')[2]}" for it in checks],
        )
        command.remove("--layerproof-progress")
        left_s = until_s - time.monotonic()
        if left_s <= 0:
            return
        ended = run_to_end(
            command, environ=pytest_environ(settings, os.environ), limit_s=left_s, quiet=True
        )
        if (folder / HEAD).exists():
            yield open_run(folder)
        if ended.interrupted or ended.over_limit:
            return


def _with_recurrences(saved: SavedRun, chosen: Chosen, again: Sequence[SavedRun]) -> SavedRun:
    if not again:
        return saved
    first = _journeys_of(saved, chosen)
    plays = [_plays(it, chosen) for it in again]

    def told(finding: Finding) -> Finding:
        check = next((name for name, its in chosen.items() if finding in its), "")
        if not check:
            return finding
        further = [it[check] for it in plays if check in it]
        return replace(finding, recurrence=recurrence(finding, check, first[check], further))

    run = replace(
        saved.run,
        findings=tuple(told(it) for it in saved.run.findings),
        created=saved.run.created + sum(it.run.created for it in again),
        cleaned=saved.run.cleaned + sum(it.run.cleaned for it in again),
    )
    save_head(saved.folder, run)
    told_again = open_run(saved.folder)
    for write in formats().values():
        write(told_again, told_again.folder)
    speech.say_all(_said(told_again.run.findings), style="")
    return told_again


def _said(findings: Iterable[Finding]) -> Iterator[str]:
    for number, it in enumerate(findings, 1):
        if it.recurrence is not None:
            yield f"{number}. {it.invariant}: {phrase.recurrence(it)}"


def _plays(again: SavedRun, chosen: Chosen) -> dict[str, Play]:
    checks = {it.id: it for it in again.run.checks}
    journeys = _journeys_of(again, chosen)
    return {
        name: Play(it.status, broken_in(again.run, it), journeys[name])
        for name, it in checks.items()
        if name in chosen
    }


def _journeys_of(saved: SavedRun, chosen: Chosen) -> dict[str, tuple[Journey, ...]]:
    """By scenario the journeys that it recorded."""
    owners = {name: it.id for it in saved.run.checks if it.id in chosen for name in it.journeys}
    found: dict[str, list[Journey]] = {it: [] for it in chosen}
    with suppress(BadRun):  # what was read before the damage still tells something
        for journey in saved.journeys():
            if journey.id in owners:
                found[owners[journey.id]].append(journey)
    return {name: tuple(its) for name, its in found.items()}
