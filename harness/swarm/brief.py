"""What a run was asked to do: Locust's own arguments of ours, read and checked.

With a plan, a rate or a duration the run is open: visitors come at their moments. Without them it
is Locust's closed model, in which each user does one load after another.
"""

import json
from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from harness.errors import BadSetting, UnknownName
from harness.load.account import Account, account_of, other_of
from harness.load.fit import refuse_unfit
from harness.load.journey import Journey, layers_of
from harness.load.refusal import known_to_nobody
from harness.load.script import Script, script_of, speech_of
from harness.measure.threshold import Threshold, parse_thresholds, thresholds_of
from harness.model.headers import Headers
from harness.model.rules import Rules
from harness.pace.plan import Plan, Spacing, chosen, of_text, refuse_unbounded
from harness.profile.load import load_profile
from harness.profile.profile import Profile
from harness.settings.duration import seconds
from harness.settings.passage import renewed

EMPTY_STORAGE = 0.2
HEADERS = "LAYERPROOF_LOAD_HEADERS"
"""Headers for the application's own origin, as a JSON object; in the environment, because other
people can read a command line."""


@dataclass(frozen=True, slots=True)
class Brief:
    """One run. `fewest` replaces the samples that each threshold needs; None leaves its own.

    `script` is what users say, None where nobody knows yet (`harness.load.fit`). `other` may not
    see the account's sessions; `refused` says how the application refuses what it must, and
    `unknown` is an id that no session has, '' for any that is made up. `plan` is None in a closed
    run. `tag` ends the User-Agent; `result`, `progress` and `created` (ids of what was started) are
    files that the run writes, None where nobody reads them.
    """

    journey: Journey
    empty_storage: float
    think_s: float
    thresholds: tuple[Threshold, ...]
    fewest: int | None
    account: Account
    rules: Rules
    script: Script | None = None
    other: Account | None = None
    refused: Mapping[str, int] = field(default_factory=dict)
    unknown: str = ""
    plan: Plan | None = None
    profile: str = ""
    allowed: tuple[str, ...] = ()
    headers: Headers = field(default_factory=lambda: Headers({}), repr=False)
    tag: str = ""
    insecure: bool = False
    result: Path | None = None
    progress: Path | None = None
    created: Path | None = None

    @property
    def lasts_s(self) -> float:
        """How long the run may last, 0 where nobody has said."""
        return self.plan.rate.lasts_s + self.plan.grace_s if self.plan else 0.0


def brief_of(options: Namespace, environ: Mapping[str, str]) -> Brief:
    """The brief; raises a UsageError that says what cannot be used."""
    plan = _plan(options)
    journey = _journey(options.journey or (plan.journey if plan else ""))
    share = _share(options, plan)
    fewest = _number("--min-samples", options.min_samples) if options.min_samples else None
    asked = {str(journey): layers_of(journey, share)}
    profile = load_profile(options.app_profile)
    return Brief(
        journey,
        share,
        _number("--think", options.think or "1"),
        tuple(_thresholds(options.threshold, plan, asked)),
        (plan.fewest if plan else None) if fewest is None else int(fewest),
        account_of(profile, environ, run=options.run_name),
        profile.rules(),
        _script(options, profile),
        other=other_of(profile, environ, run=options.run_name),
        refused={
            "not-found": profile.access.not_found,
            "malformed": profile.access.malformed,
            "signed-out": profile.access.signed_out,
            "forbidden": profile.access.forbidden,
        },
        unknown=known_to_nobody(profile.ids.pattern, profile.ids.unknown),
        plan=plan,
        profile=str(options.app_profile),
        allowed=tuple(options.allow_host),
        headers=renewed(_headers(environ.get(HEADERS, "")), environ),
        tag=options.tag,
        insecure=options.take_any_certificate,
        result=_file(options.result_file),
        progress=_file(options.progress_file),
        created=_file(options.created_file),
    )


def refuse_unfit_brief(it: Brief) -> None:
    """Raises BadSetting where what is known of the application is not enough for this run."""
    refuse_unfit(
        it.script,
        it.account,
        it.journey,
        it.empty_storage,
        profile=it.profile,
        lasts_s=it.lasts_s,
    )


def _script(options: Namespace, profile: Profile) -> Script | None:
    """What was learnt, else what the profile says."""
    speech = speech_of(options.speech) if options.speech else profile.load
    return script_of(speech, profile) if speech else None


def _plan(options: Namespace) -> Plan | None:
    """The plan, which a master has put into `pace` for its workers; None for a closed run."""
    if options.pace:
        return of_text(options.pace)
    if not (options.plan or options.rate or options.duration):
        return None
    rate = _number("--rate", options.rate) if options.rate else None
    if rate == 0:
        raise BadSetting("--rate is more than 0: without visitors nothing is found out.")
    lasts_s = _lasting("--duration", options.duration) if options.duration else None
    plan = chosen(options.plan, per_s=rate, lasts_s=lasts_s)
    refuse_unbounded(plan, unbounded=options.unbounded)
    changes: dict[str, Any] = {}
    if options.arrivals:
        changes["spacing"] = _spacing(options.arrivals)
    if options.seed:
        changes["seed"] = int(_number("--seed", options.seed))
    if options.grace:
        changes["grace_s"] = _lasting("--grace", options.grace)
    return replace(plan, **changes)


def _spacing(text: str) -> Spacing:
    if text not in ("even", "chance"):
        raise UnknownName("spacing of arrivals", text, ("even", "chance"))
    return cast("Spacing", text)


def _journey(name: str) -> Journey:
    if name and name not in set(Journey):
        raise UnknownName("journey", name, Journey)
    return Journey(name) if name else Journey.MIXED


def _share(options: Namespace, plan: Plan | None) -> float:
    if options.empty_storage:
        return _number("--empty-storage", options.empty_storage, most=1)
    planned = plan.empty_storage if plan else None
    return EMPTY_STORAGE if planned is None else planned


def _thresholds(
    texts: list[str], plan: Plan | None, asked: Mapping[str, tuple[str, ...]]
) -> Iterator[Threshold]:
    """The plan's, and those that were said besides."""
    for selector, said in (plan.thresholds if plan else {}).items():
        yield from thresholds_of(selector, said, asked)
    for text in texts:
        yield from parse_thresholds(text, asked)


def _headers(text: str) -> dict[str, str]:
    return {str(name): str(value) for name, value in json.loads(text).items()} if text else {}


def _file(text: str) -> Path | None:
    return Path(text) if text else None


def _lasting(name: str, text: str) -> float:
    try:
        return seconds(text)
    except ValueError as error:
        raise BadSetting(f"{name}: {error}, found '{text}'.") from None


def _number(name: str, text: str, *, most: float = 1e9) -> float:
    try:
        found = float(text)
    except ValueError:
        raise BadSetting(f"{name} is a number, found '{text}'.") from None
    if not 0 <= found <= most:
        raise BadSetting(f"{name} goes from 0 to {most:g}, found {text}.")
    return found
