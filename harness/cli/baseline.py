"""`verify --baseline URL`: the proved app beside the one at another address, after the proof.

It is told and saved with the run, and judges nothing: `layerproof compare` does, by its exit code.
"""

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from harness.cli import speech
from harness.cli.against import Beside, beside
from harness.cli.production import refuse_said_production
from harness.cli.report import formats
from harness.compare.sides import Margins
from harness.errors import BadSetting, Inconclusive, LayerproofError, UsageError
from harness.model.comparison import Comparison
from harness.profile.load import load_profile
from harness.profile.profile import Profile
from harness.runs.place import new_id
from harness.runs.saved import SavedRun, open_run
from harness.runs.writer import save_head
from harness.settings.resolve import resolve
from harness.settings.settings import Settings, without_password
from harness.settings.writing import refuse_writing
from harness.stage.preflight import preflight
from harness.stage.tag import tag_of
from reports import phrase

SETTINGS = (
    *("profile", "starter", "loads", "budget", "insecure", "browser_path"),
    *("allow_host", "allow_production"),
)
# What is said of apps alone, by the names of `compare`'s options.
_FOR_APPS = (*SETTINGS, "header", "baseline_header")


def other_of(settings: Settings, url: str) -> Settings:
    """The settings for the app at the other address: none of the target's headers go there, nor
    what opens its hosting.
    """
    return Settings(
        url=url,
        profile=settings.profile,
        headers=settings.baseline_headers,
        insecure=settings.insecure,
        starter=settings.starter,
        allow_host=settings.allow_host,
        production_host=settings.production_host,
        allow_production=settings.allow_production,
        browser_path=settings.browser_path,
    )


def refuse_baseline(settings: Settings, profile: Profile) -> None:
    """Raises BadSetting for a baseline beside no address, for one that nobody allowed, and for a
    flag that is about a baseline where there is none.
    """
    if not settings.baseline:
        for name in ("loads", "baseline_headers"):
            if (origin := settings.origins.get(name, "")).startswith("flag"):
                option = origin.removeprefix("flag ")
                raise BadSetting(f"{option} is for a baseline: say which with --baseline.")
        return
    if not settings.url:
        raise BadSetting("--baseline is for an app: say which with --url.")
    refuse_writing(other_of(settings, settings.baseline), profile, os.environ)


def refuse_for_runs(flags: Mapping[str, Any]) -> None:
    """Raises BadSetting for an option that says how to play, where saved runs are compared."""
    for name in _FOR_APPS:
        if flags[name] not in (None, [], ()):
            option = f"--{name.replace('_', '-')}"
            raise BadSetting(f"{option} is for two addresses: two saved runs are compared as is.")


def are_addresses(before: str, after: str) -> bool:
    """Whether both are addresses of apps; raises UsageError where only one of them is."""
    kinds = {it.startswith(("http://", "https://")) for it in (before, after)}
    if len(kinds) > 1:
        raise UsageError("An address is compared with an address, and a saved run with a run.")
    return kinds == {True}


def compared_apps(flags: Mapping[str, Any], margins: Margins) -> Comparison:
    """What the apps at both addresses show of each other, of what a person asked for; raises
    BadSetting, TargetUnreachable, NotTheApp, NoBrowser, BrowserLost, Inconclusive.
    """
    settings = _asked(flags)
    profile = load_profile(settings.profile_name)
    for name in settings.starter:
        profile.starter(name)
    other, run = other_of(settings, settings.baseline), new_id(datetime.now(UTC))
    for it in (other, settings):
        refuse_writing(it, profile, os.environ)
    for it in (other, settings):
        _arrive(it, profile, run)
    found = beside(
        other,
        settings,
        profile,
        run,
        pairs=settings.loads,
        margins=margins,
        limit_s=settings.budget,
    )
    if found.created > found.cleaned:
        left = phrase.count(found.created - found.cleaned, "session")
        speech.say(f"left behind: {left}; their User-Agent ends in {tag_of(run)}", style="dim")
    return found.comparison


def against_baseline(saved: SavedRun, settings: Settings) -> SavedRun:
    """The run with what both addresses show of each other; where that could not be found out, or
    somebody interrupted it, why. Its verdict, checks and exit code stay.
    """
    other = other_of(settings, settings.baseline)
    name = without_password(other.url)
    speech.say(f"playing the same loads here and at {name}, in turn", style="dim")
    try:
        found = _found(saved, settings, other)
    except KeyboardInterrupt:
        found = _nothing(settings, other, "it was interrupted.")
    except LayerproofError as error:
        found = _nothing(settings, other, str(error))
    run = replace(
        saved.run,
        comparison=found.comparison,
        created=saved.run.created + found.created,
        cleaned=saved.run.cleaned + found.cleaned,
    )
    save_head(saved.folder, run)
    again = open_run(saved.folder)
    for write in formats().values():
        write(again, again.folder)
    speech.say_all(phrase.compared(found.comparison), style="")
    return again


def _asked(flags: Mapping[str, Any]) -> Settings:
    named = {it: flags[it] for it in SETTINGS}
    headers = {"headers": flags["header"], "baseline_headers": flags["baseline_header"]}
    asked = {**named, **headers, "url": flags["after"], "baseline": flags["before"]}
    return resolve(asked, os.environ, Path.cwd())


def _found(saved: SavedRun, settings: Settings, other: Settings) -> Beside:
    left_s = settings.budget - saved.run.duration_s if settings.budget else None
    if left_s is not None and left_s <= 0:
        raise Inconclusive("the budget was spent before.")
    profile = load_profile(settings.profile_name)
    _arrive(other, profile, saved.run.id)
    return beside(other, settings, profile, saved.run.id, pairs=settings.loads, limit_s=left_s)


def _arrive(settings: Settings, profile: Profile, run: str) -> None:
    """Raises TargetUnreachable or NotTheApp where the app is not there, BadSetting where it says
    that it is production and nobody allowed that.
    """
    headers, insecure = settings.plain_headers, settings.insecure
    preflight(settings.url, profile, headers=headers, insecure=insecure, tag=tag_of(run))
    refuse_said_production(settings, profile, run)


def _nothing(settings: Settings, other: Settings, why: str) -> Beside:
    """No comparison, and why."""
    before, after = (without_password(it.url) for it in (other, settings))
    told = (f"Nothing was compared: {why}",)
    return Beside(Comparison(before, after, 0, (), told=told), 0, 0)
