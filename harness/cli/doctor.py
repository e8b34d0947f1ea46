"""`layerproof doctor`: machine, browser, profile, target, and each locator: found or not, and why.

Exit code 0 when nothing that is needed is missing, 2 for a profile that cannot be read and for a
host that nobody allowed to be written to, else 3.
"""

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from harness.backend.mock import running_mock
from harness.backend.seeded import SeededSource
from harness.cli import flag, speech
from harness.cli.production import refuse_said_production
from harness.cli.result import told_in_json
from harness.errors import BadSetting, Inconclusive, LayerproofError, NotSaved
from harness.machine.survey import Finding, survey
from harness.profile.load import load_profile
from harness.profile.profile import Profile
from harness.runs.place import new_id
from harness.settings.resolve import resolve
from harness.settings.settings import Settings, without_password
from harness.settings.show import lines
from harness.settings.writing import refuse_writing
from harness.stage.preflight import preflight
from harness.stage.source import SessionSource
from harness.stage.tag import tag_of
from reports import phrase

INCONCLUSIVE = 3
NOT_ALLOWED = "not allowed"

Seeded = Callable[[Profile], SessionSource]


class Look(Protocol):
    """Looks in a browser for each locator of the profile: `harness.browser.doctor.look`.

    Returns one finding for each locator, named by its key in the profile; `cure` says why it was
    not found and offers the nearest match. Raises Inconclusive where it cannot look at all.
    """

    def __call__(
        self,
        url: str,
        profile: Profile,
        settings: Settings,
        environ: Mapping[str, str],
        *,
        run: str,
        seeded: Seeded | None = None,
    ) -> Sequence[Finding]:
        """The findings, in the profile's order."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the examination: what was looked at, and what was found."""

    name: str
    findings: tuple[Finding, ...]


def doctor(
    *,
    url: flag.Url = None,
    profile: flag.ProfileFile = None,
    browser_path: flag.BrowserPath = None,
    header: flag.Header = None,
    allow_host: flag.AllowHost = None,
    allow_production: flag.AllowProduction = None,
    insecure: flag.Insecure = None,
    json_file: flag.JsonFile = None,
) -> int:
    """Say what this machine, the target and the profile have and lack, each with its cure."""
    flags = {**locals(), "headers": header}
    del flags["header"]
    told = {"command": "layerproof doctor", "url": url or "", "profile": profile or ""}
    with told_in_json(json_file, **told):
        settings = resolve(flags, os.environ, Path.cwd())
        speech.say_all(lines(settings))
        return examine(settings)


def examine(settings: Settings) -> int:
    """Shows each section as it is done, writes the JSON, and returns the exit code."""
    began = time.monotonic()
    found, code = [], 0
    for section in _examine(settings, os.environ):
        _show(section)
        found.append(section)
    missing = [it for section in found for it in section.findings if it.needed and not it.found]
    if missing:
        code = 2 if any(it.name in ("profile", NOT_ALLOWED) for it in missing) else INCONCLUSIVE
    if settings.json_file is not None:
        _write(settings.json_file, found, settings, code, time.monotonic() - began)
    return code


def _examine(settings: Settings, environ: Mapping[str, str]) -> Iterator[Section]:
    """Each section as it is done; what needs something that is missing is left out."""
    machine = survey(environ, explicit=settings.browser_path or None)
    yield Section("machine", tuple(machine))
    try:
        profile = load_profile(settings.profile_name)
    except LayerproofError as error:
        yield Section("profile", (_lacking("profile", str(error), ""),))
        return
    starters = phrase.count(len(profile.starters), "starter")
    told = f"'{profile.name}', {starters}, {phrase.count(len(profile.visitors), 'visitor')}"
    yield Section("profile", (Finding("profile", True, told, "", needed=True),))
    run = new_id(datetime.now(UTC))
    try:
        with _target(settings) as (url, seeded):
            yield _arrival(url, profile, settings, run)
            _refuse_writing(settings, profile, run)
            if all(it.found for it in machine if it.needed):
                yield _locators(url, profile, settings, environ, seeded, run)
    except BadSetting as error:
        yield Section("locators", (_lacking(NOT_ALLOWED, str(error), ""),))
    except LayerproofError as error:
        yield Section("target", (_lacking("target", str(error), ""),))


def _arrival(url: str, profile: Profile, settings: Settings, run: str) -> Section:
    headers, tag = settings.plain_headers, tag_of(run) if settings.url else ""
    arrival = preflight(url, profile, headers=headers, insecure=settings.insecure, tag=tag)
    build = f", build {arrival.build}" if arrival.build else ""
    here = Finding("target", True, f"{without_password(url)} is the app{build}", "", needed=True)
    odd = [Finding("target", False, note, "", needed=False) for note in arrival.notes]
    return Section("target", (here, *odd))


def _locators(
    url: str,
    profile: Profile,
    settings: Settings,
    environ: Mapping[str, str],
    seeded: Seeded | None,
    run: str,
) -> Section:
    look = cast(Look, import_module("harness.browser.doctor").look)
    try:
        return Section(
            "locators", tuple(look(url, profile, settings, environ, run=run, seeded=seeded))
        )
    except Inconclusive as error:
        return Section("locators", (_lacking("locators", str(error), ""),))


def _refuse_writing(settings: Settings, profile: Profile, run: str) -> None:
    """What went before only reads; whoever looks for locators signs in, and starts a session."""
    refuse_writing(settings, profile, os.environ)
    if settings.url:
        refuse_said_production(settings, profile, run)


@contextmanager
def _target(settings: Settings) -> Iterator[tuple[str, Seeded | None]]:
    """The URL that was asked for; else a mock's for as long as the block runs, which is seeded."""
    if settings.url:
        yield settings.url, None
        return
    with running_mock() as mock:
        yield mock.url, lambda profile: SeededSource(mock.control, profile)


def _lacking(name: str, detail: str, cure: str) -> Finding:
    return Finding(name, False, detail, cure, needed=True)


def _show(section: Section) -> None:
    speech.answer(section.name)
    for it in section.findings:
        mark = "✓" if it.found else ("✗" if it.needed else "–")
        speech.answer(f"  {mark} {it.name}: {it.detail}")
        if it.cure:
            speech.answer(f"      {it.cure}")


def _write(
    file: Path, sections: Sequence[Section], settings: Settings, code: int, duration_s: float
) -> None:
    told = {
        "schema_version": 1,
        "verdict": "pass" if code == 0 else "unknown",
        "exit_code": code,
        "target": {"url": without_password(settings.url)},
        "duration_s": round(duration_s, 3),
        "sections": [asdict(it) for it in sections],
    }
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise NotSaved(f"--json {file} cannot be written: {error.strerror}.") from error
