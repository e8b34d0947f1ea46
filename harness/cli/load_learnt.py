"""What a load run learns of a foreign application before it begins, where its profile leaves it
out: what virtual users say, and the sign-in that a browser lends them.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from harness.browser.proxy import proxy_from
from harness.cli import speech
from harness.errors import BadSetting
from harness.load.account import (
    EMAIL,
    PASSWORD,
    Lent,
    as_lent,
    starter_of,
    stranger_to,
)
from harness.load.journey import Journey
from harness.load.lesson import learnt
from harness.machine.browser import find_browser
from harness.power.renaming import as_toml
from harness.profile.profile import Profile
from harness.profile.speech import Speech
from harness.sentinel.browser import site_of
from harness.sentinel.walk import STARTS, Shown, look_ahead
from harness.settings.settings import Settings

SPEECH = "speech.toml"
"""What was learnt, to be copied into the profile."""

OWN, OTHER, CLEANER = "own", "other", "cleaner"


@dataclass(frozen=True, slots=True)
class Learnt:
    """Options and environment for Locust, besides what it is told anyway; `started` counts the
    sessions that the browser started.
    """

    options: tuple[str, ...] = ()
    environ: Mapping[str, str] = field(default_factory=dict, repr=False)
    started: int = 0


def learn(
    settings: Settings,
    profile: Profile,
    journey: Journey,
    *,
    folder: Path,
    environ: Mapping[str, str],
    leads_others: bool,
) -> Learnt:
    """Looks at the application with a browser, where anything is left to be learnt of it.

    Raises BadSetting for what cannot be learnt, NoBrowser, NotAdmitted, NotObserved.
    """
    speaks, signs_in = profile.load is not None, _signs_in(profile)
    if not settings.url or (speaks and signs_in):
        return Learnt()
    if leads_others and not signs_in:
        raise BadSetting(
            "Workers on other machines cannot be lent a browser's sign-in. Write [load.sign_in] "
            "into the profile, by which they sign in themselves, or use --workers."
        )
    speech.say("A browser looks at how sessions are started and signed in.", style="dim")
    wanted = _wanted(profile, journey)
    shown = look_ahead(
        _browser(settings),
        site_of(
            settings.url,
            with_account(profile, wanted[OWN], environ),
            folder.name,
            settings.plain_headers,
            insecure=settings.insecure,
        ),
        tuple(dict.fromkeys(wanted.values())),
        starts=0 if speaks else STARTS,
        replies=journey is Journey.RESUME,
        proxy=proxy_from(os.environ, url=settings.url),
    )
    lent = {whose: shown.lent[name] for whose, name in wanted.items()}
    options = () if speaks else ("--speech", _kept(shown, lent[OWN], folder).model_dump_json())
    return Learnt(options, as_lent(lent), len(shown.walks))


def with_account(profile: Profile, name: str, environ: Mapping[str, str]) -> Profile:
    """The profile in which that visitor is the environment's account, where it has one."""
    if not environ.get(EMAIL):
        return profile
    person = profile.visitor(name)
    values = {**person.values, "email": environ[EMAIL], "password": environ.get(PASSWORD, "")}
    people = {**profile.visitors, name: person.model_copy(update={"values": values})}
    return profile.model_copy(update={"visitors": people})


def _signs_in(profile: Profile) -> bool:
    """Whether users sign in by themselves, or need not."""
    said = profile.load is not None and profile.load.sign_in is not None
    return said or starter_of(profile) in profile.guests


def _wanted(profile: Profile, journey: Journey) -> dict[str, str]:
    """Whose sign-in is needed, by what for."""
    own = starter_of(profile)
    if not own:
        raise BadSetting(
            "The profile names no starter of somebody's own sessions (all have an 'owner'): "
            "virtual users start sessions for themselves. Name one under [starters]."
        )
    stranger = stranger_to(profile) if journey is Journey.ERRORS else ""
    cleaner = profile.cleanup.visitor if profile.cleanup else ""
    found = {OWN: own, OTHER: stranger, CLEANER: cleaner}
    return {whose: name for whose, name in found.items() if name}


def _kept(shown: Shown, own: Lent, folder: Path) -> Speech:
    """What was learnt, which is also left in the run's folder."""
    found = learnt(shown.walks, own.values)
    table = found.model_dump(mode="json", exclude_defaults=True)
    if "null" not in json.dumps(table):  # TOML has no word for nothing
        folder.joinpath(SPEECH).write_text(as_toml({"load": table}), encoding="utf-8")
    return found


def _browser(settings: Settings) -> Path:
    found = find_browser(
        full=settings.full_browser, explicit=settings.browser_path, environ=os.environ
    )
    return found.path
