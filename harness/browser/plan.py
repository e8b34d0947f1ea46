"""From a room's plan to what the probes need to know."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from harness.browser.probes import (
    ClockPlan,
    Edit,
    Locator,
    ProbeConfig,
    ScreenSpec,
    StoragePlan,
)
from harness.model.address import pattern_of
from harness.model.event import Json
from harness.model.word import ErrorKind, Role, Screen
from harness.profile.endpoint import Endpoint
from harness.profile.locator import Locator as Named
from harness.profile.locator import Sign
from harness.profile.profile import Profile
from harness.stage.driver import RoomPlan

# What an entry holds when something that is not JSON stands there: a write that was cut short.
CUT_SHORT = '{"payload": {"apiSession": {"id": "'
BODIES = ("session", "create", "start", "answer", "end")


def probe_config(plan: RoomPlan) -> ProbeConfig:
    """The probes' configuration for a room in which `plan` holds."""
    profile = plan.profile
    return ProbeConfig(
        origins=tuple(it for it in (plan.origin, plan.other_origin) if it),
        screens=tuple(_screens(profile)),
        body_patterns=tuple(_patterns(profile, BODIES)),
        entry_key=profile.storage.entry,
        entry_pattern=_entry_pattern(profile.storage.entry),
        reader_key=profile.storage.reader_key,
        reader_cookie=profile.storage.reader_cookie,
        auth_keys=profile.storage.auth,
        runner_pattern=runner_pattern(profile),
        entry_has_own_id=profile.storage.key_id != "url",
        storage=_storage(plan),
        seed_storage={**plan.visa.storage, **plan.seeds},
        seed_origin=plan.origin,
        popups_blocked=plan.popups_blocked,
        clock=_clock(plan) if plan.virtual_time else None,
        gates=plan.gates,
    )


def runner_pattern(profile: Profile) -> str:
    """A regular expression over path, query and fragment whose group 1 is the runner's id."""
    return pattern_of(profile.paths.runner)


def endpoint_pattern(endpoint: Endpoint) -> str:
    """A regular expression over `METHOD URL`, the query included."""
    method = "[A-Z]+" if endpoint.method == "*" else endpoint.method
    where = endpoint.pattern.removeprefix("^").removesuffix("$")
    return f"^{method} {where}([?#].*)?$"


def _patterns(profile: Profile, roles: Iterable[str]) -> list[str]:
    return [endpoint_pattern(it) for role in roles for it in getattr(profile.api, role)]


def _entry_pattern(key: str) -> str:
    before, _, after = key.partition("{id}")
    return f"^{_literal(before)}(.+){_literal(after)}$"


def _clock(plan: RoomPlan) -> ClockPlan:
    hung = [_url_pattern(it) for role in plan.hung for it in _endpoints(plan.profile, role)]
    return ClockPlan(path=runner_pattern(plan.profile), hung_patterns=tuple(hung))


def _endpoints(profile: Profile, role: Role) -> tuple[Endpoint, ...]:
    found: tuple[Endpoint, ...] = getattr(profile.api, role.value, ())
    return found


def _url_pattern(endpoint: Endpoint) -> str:
    return endpoint.pattern.removesuffix("$") + "([?#].*)?$"


def _storage(plan: RoomPlan) -> StoragePlan:
    rule, stored = plan.storage, plan.profile.storage
    common = {"access": rule.access, "late_reads": rule.late_reads, "lost_writes": rule.lost_writes}
    match rule.entry:
        case "empty":
            return StoragePlan(entry="empty", **common)  # type: ignore[arg-type] # pairs above
        case "corrupt":
            return StoragePlan(entry="text", entry_text=CUT_SHORT, **common)  # type: ignore[arg-type]
        case "foreign":
            text = plan.storage_values[rule.entry]
            return StoragePlan(entry="text", entry_text=text, **common)  # type: ignore[arg-type]
        case "old":
            edits = [Edit(it, cast("Json", value)) for it, value in stored.old.items()]
            return _edited(edits, common)
        case "wrong-shape":
            field = next(iter(plan.profile.payload.required), "")
            return _edited([Edit(_joined(stored.payload, field), remove=True)], common)
        case _:
            return StoragePlan(**common)  # type: ignore[arg-type]


def _edited(edits: Sequence[Edit], common: Mapping[str, object]) -> StoragePlan:
    """Changes the entry that is there, so that all else about it stays right; else an empty one."""
    text = json.dumps({})
    return StoragePlan(entry="edit", entry_text=text, entry_edits=tuple(edits), **common)  # type: ignore[arg-type] # pairs


def _joined(*parts: str) -> str:
    return ".".join(it for it in parts if it)


def _screens(profile: Profile) -> list[ScreenSpec]:
    specs = list(_errors(profile))
    for screen, sign in profile.screens.signs().items():
        specs += [ScreenSpec(screen, where, without=_none(sign)) for where in _ways(sign)]
    return specs


def _errors(profile: Profile) -> Iterable[ScreenSpec]:
    """An error with its kind comes before the plain error screen, which has none."""
    errors = profile.errors
    if errors.attribute is not None:
        at = errors.attribute
        words = {**{str(kind): kind for kind in ErrorKind}, **at.words}
        for word, kind in words.items():
            css = f'{at.locator.css or "*"}[{at.attribute}="{word}"]'
            for where in _ways(profile.screens.error):
                without = _none(profile.screens.error)
                yield ScreenSpec(Screen.ERROR, (*where, Locator(css=css)), kind, without)
    for kind, sign in errors.kinds.items():
        for where in _ways(sign):
            yield ScreenSpec(Screen.ERROR, where, kind, _none(sign))


def _ways(sign: Sign) -> list[tuple[Locator, ...]]:
    """The sets of locators of which one, whole, shows the sign."""
    needed = tuple(in_page(it) for it in sign.all)
    return [(*needed, in_page(it)) for it in sign.any] or [needed]


def _none(sign: Sign) -> tuple[Locator, ...]:
    return tuple(in_page(it) for it in sign.none)


def in_page(named: Named) -> Locator:
    """The profile's locator as the probes take one."""
    return Locator(
        css=named.css,
        role=named.role,
        name=named.name,
        text=f"/{named.matches}/" if named.matches else named.text,
        label=named.label,
        placeholder=named.placeholder,
        testid=named.test_id,
        exact=named.exact,
        within=in_page(named.within) if named.within else None,
    )


def _literal(text: str) -> str:
    return "".join(f"\\{it}" if it in r".*+?^${}()|[]\/" else it for it in text)
