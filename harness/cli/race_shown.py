"""A failing order shown without Layerproof: a script that forces it, tried at once, with a trace.

What explores orders speaks the browser's own protocol, and records no trace of Playwright's. The
script does, because it is Playwright alone: the trace is of the order as the script forced it. A
script that does not fail is not kept.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from harness.backend.mock import start_mock
from harness.cli import speech
from harness.cli.report import formats
from harness.cli.repro import Apps, accounts, browser
from harness.cli.tracing import short
from harness.errors import NotSaved
from harness.model.race import Raced
from harness.profile.load import load_profile
from harness.profile.profile import Profile
from harness.repro.order import compose_order, order_name
from harness.repro.part import NoScript, Script
from harness.repro.shrink import FAILS, SOUND, Outcome, run_script
from harness.repro.write import FOLDER, write_script
from harness.runs.place import EVIDENCE
from harness.runs.saved import SavedRun, open_run
from harness.runs.writer import save_head
from harness.scrub.archive import scrub_file
from harness.scrub.secret import scrubber
from harness.settings.settings import Settings

MOST = 2
DEFECT = "--defect="


def shown(raced: Raced, profile: Profile, folder: Path, app: Apps) -> Raced:
    """The race with the script and the trace of its calmest failing order, both in the run's
    folder, or why there is none. Raises NotSaved.
    """
    if not raced.calmest:
        return raced
    name = order_name(raced)
    script = compose_order(raced, profile, name=name)
    if isinstance(script, NoScript):
        return replace(raced, unscripted=script.why)
    speech.say("forcing the calmest failing order with a script of its own", style="dim")
    trace = folder / EVIDENCE / f"{name}.zip"
    _make(trace.parent)
    ended = run_script(script, app.url, environ=app.environ, trace=trace)
    if trace.is_file():
        scrub_file(trace, scrubber(profile, {**os.environ, **app.environ}))
    return _judged(raced, script, folder, trace, ended)


def show_orders(saved: SavedRun, settings: Settings, mock: Sequence[str]) -> SavedRun:
    """The run with script and trace of the failing orders of its first scenarios, two at most."""
    failing = [it for it in saved.run.races if it.calmest][:MOST]
    if not failing:
        return saved
    profile = load_profile(settings.profile_name)
    defects = [it.removeprefix(DEFECT) for it in mock if it.startswith(DEFECT)]
    with app_at(settings.url, defects) as app:
        told = {it.check: shown(it, profile, saved.folder, app) for it in failing}
    for it in told.values():
        speech.say_all(where(it, saved.folder), style="")
    races = tuple(told.get(it.check, it) for it in saved.run.races)
    save_head(saved.folder, replace(saved.run, races=races))
    again = open_run(saved.folder)
    for write in formats().values():
        write(again, again.folder)
    return again


def where(raced: Raced, folder: Path) -> list[str]:
    """Lines that say where script and trace lie, or why there is no script."""
    place = short(folder)
    if raced.script and raced.unscripted:
        said = [f"Script: {place / raced.script}. {raced.unscripted}"]
    elif raced.script:
        said = [f"Forced by: {place / raced.script}"]
    else:
        said = [f"No script forces it. {raced.unscripted}"] if raced.unscripted else []
    return said + ([f"Trace: playwright show-trace {place / raced.trace}"] if raced.trace else [])


@contextmanager
def app_at(url: str, defects: Sequence[str]) -> Iterator[Apps]:
    """The app at the address, or a mock with these defects and demo people, for the block."""
    found = browser()
    if url:
        yield Apps(url, "", found)
        return
    mock = start_mock(defects=defects, demo=True)
    try:
        yield Apps(mock.url, "", {**found, **accounts(mock)})
    finally:
        mock.stop()


def _judged(raced: Raced, script: Script, folder: Path, trace: Path, ended: Outcome) -> Raced:
    """What is kept: all of a script that fails, the script alone of one that could not be tried."""
    path, held = f"{FOLDER}/{script.name}.py", script.parts[0].name
    recorded = trace.relative_to(folder).as_posix() if trace.is_file() else ""
    if ended.code == FAILS:
        write_script(folder / path, script)
        return replace(raced, script=path, trace=recorded)
    trace.unlink(missing_ok=True)
    if ended.code == SOUND:
        return replace(raced, unscripted=f"To {held} is not enough: a script that does ends well.")
    write_script(folder / path, script)
    return replace(raced, script=path, unscripted=f"It could not be tried here: {ended.said}")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise NotSaved(f"{folder} cannot be made: {error.strerror}.") from error
