"""`layerproof repro`: scripts of their own for what a saved run found, on demand made shorter."""

import os
import shlex
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from harness.backend.mock import Mock, start_mock
from harness.cli import flag, speech
from harness.cli.production import refuse_any_production
from harness.errors import NoBrowser, UsageError
from harness.machine.browser import find_browser
from harness.profile.load import load_profile
from harness.profile.profile import Profile
from harness.repro.order import compose_order, order_name
from harness.repro.part import NoScript, Script
from harness.repro.shrink import run_script, shrink
from harness.repro.write import FOLDER, Written, write_script, write_scripts
from harness.runs.saved import SavedRun, open_run
from harness.settings.resolve import resolve
from harness.settings.writing import refuse_writing

BUILT_IN = "mock"


@dataclass(frozen=True, slots=True)
class Apps:
    """Where the script is tried: the app as it is, a sound one ('' for none), and with what in the
    environment.
    """

    url: str
    sound_url: str
    environ: Mapping[str, str]


def repro(
    run: Annotated[Path, typer.Argument(help="A run's folder.", show_default=True)] = Path(
        "out/latest"
    ),
    *,
    finding: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Only this finding, as reports count.")
    ] = None,
    make_shorter: Annotated[
        bool, typer.Option("--shrink", help="Leave out what it fails without.")
    ] = False,
    url: flag.Url = None,
    allow_host: flag.AllowHost = None,
    profile: flag.ProfileFile = None,
) -> None:
    """Write scripts that need nothing but Playwright: for each finding, and each order that fails,
    that allows it.
    """
    if not run.exists():
        raise UsageError(f"There is no run at {run}. `layerproof verify` writes one into out/.")
    read, known = _read(run, profile)
    if make_shorter and url:
        _refuse_writing(url, allow_host or (), known)
    saved, written = write_scripts(read, known)
    if finding is None:
        _write_orders(saved, known)
    if not written and not any(it.calmest for it in saved.run.races):
        raise UsageError("The run has no findings, and no order in it fails: nothing to repeat.")
    chosen = _chosen(written, finding)
    for it in chosen:
        if isinstance(it.script, NoScript):
            speech.say(f"{it.number}. {it.finding.invariant}: no script. {it.script.why}")
        else:
            speech.answer(str(saved.folder / it.path))
    if make_shorter:
        _shorten(saved, chosen, url or "")


def _read(run: Path, profile: str | None) -> tuple[SavedRun, Profile]:
    saved = open_run(run)
    setting = saved.run.settings.get("profile", ("", ""))[0]
    return saved, load_profile(profile or setting or saved.run.profile)


def _refuse_writing(url: str, allowed: Sequence[str], profile: Profile) -> None:
    settings = resolve({"url": url, "allow_host": allowed}, os.environ, Path.cwd())
    refuse_writing(settings, profile, os.environ)
    refuse_any_production(settings, profile, what="Making a script shorter by trying it")


def _write_orders(saved: SavedRun, profile: Profile) -> None:
    """A script for the calmest failing order of each race that allows it; nobody tries it here."""
    for it in saved.run.races:
        if not it.calmest:
            continue
        script = compose_order(it, profile, name=order_name(it))
        if isinstance(script, NoScript):
            speech.say(f"{it.calmest}: no script. {script.why}")
            continue
        path = saved.folder / FOLDER / f"{script.name}.py"
        write_script(path, script)
        speech.answer(str(path))


def _chosen(written: Sequence[Written], number: int | None) -> list[Written]:
    found = [it for it in written if number in (None, it.number)]
    if not found and number is not None:
        raise UsageError(f"The run has {len(written)} findings; there is no finding {number}.")
    return found


def _shorten(saved: SavedRun, chosen: Sequence[Written], url: str) -> None:
    scripts = [it for it in chosen if isinstance(it.script, Script)]
    if not scripts:
        raise UsageError("There is no script that could be made shorter.")
    with apps(saved, scripts[0], url) as tried:
        run = partial(run_script, environ=tried.environ)
        for it in scripts:
            assert isinstance(it.script, Script)
            before = len(it.script.parts)
            shorter = shrink(it.script, run, url=tried.url, sound_url=tried.sound_url)
            write_script(saved.folder / it.path, shorter)
            speech.say(
                f"{it.number}. {it.finding.invariant}: {len(shorter.parts)} of {before} parts"
            )


@contextmanager
def apps(saved: SavedRun, it: Written, url: str) -> Iterator[Apps]:
    """The app that the run was about: the one at `url`, or the mock with the run's defects beside
    a sound one, until the block ends. Raises UsageError where it is neither.
    """
    found = browser()
    if url:
        yield Apps(url, "", found)
        return
    if saved.run.profile != BUILT_IN:
        raise UsageError("Say with --url where the app is that the run was about.")
    with ExitStack() as stack:
        wrong = _mock(stack, defects_in(it.finding.repeat))
        sound = _mock(stack, ())
        yield Apps(wrong.url, sound.url, {**found, **accounts(wrong)})


def defects_in(command: str) -> tuple[str, ...]:
    """The defects that a command switches on."""
    words = shlex.split(command)
    pairs = zip(words, [*words[1:], ""], strict=False)
    return tuple(
        following if word == "--defect" else word.partition("=")[2]
        for word, following in pairs
        if word == "--defect" or word.startswith("--defect=")
    )


def _mock(stack: ExitStack, defects: Sequence[str]) -> Mock:
    mock = start_mock(defects=defects, demo=True)
    stack.callback(mock.stop)
    return mock


def accounts(mock: Mock) -> dict[str, str]:
    """The demo people, as the variables of the built-in profile's visitors."""
    names = {"student": "OWNER", "staff": "STAFF", "admin": "ADMIN"}
    known = {names[it.role]: it for it in reversed(mock.accounts) if it.role in names}
    emails = {f"{name}_EMAIL": it.email for name, it in known.items()}
    return emails | {f"{name}_PASSWORD": it.password for name, it in known.items()}


def browser() -> dict[str, str]:
    """The browser that Layerproof itself would use; none where Playwright's own is to be used."""
    try:
        found = find_browser(full=False, explicit=None, environ=os.environ)
    except NoBrowser:
        return {}
    return {"CHROMIUM": str(found.path)}
