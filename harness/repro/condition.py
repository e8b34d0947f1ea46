"""The conditions that a script can put in place by itself, with routes and scripts of its own."""

from harness.profile.profile import Profile
from harness.repro.part import Part, Place

# A server that answers with an error, does not answer, or is cut off.
FAULTS = {
    "server-error": "route.fulfill(status=503, body='')",
    "rate-limited": "route.fulfill(status=429, body='', headers={'retry-after': '1'})",
    "reset": "route.abort('connectionreset')",
    "offline": "route.abort('internetdisconnected')",
    "hang": "None  # never answered",
}
USUAL = {"server-error": 1, "rate-limited": 1, "hang": 0, "reset": 0, "offline": 0}


def parts_of(conditions: tuple[str, ...], profile: Profile) -> tuple[list[Part], list[str]]:
    """The parts for the conditions, and those of them that no script can put in place."""
    found, left_out = list[Part](), list[str]()
    for it in conditions:
        part = part_of(it, profile)
        if part is None:
            left_out.append(it)
        else:
            found.append(part)
    return found, left_out


def part_of(condition: str, profile: Profile) -> Part | None:
    """The part for one condition, None where it needs more than a script has."""
    name, _, setting = condition.partition(":")
    if name in FAULTS:
        return _fault(condition, name, setting)
    script = _storage_script(name, profile)
    if script is None:
        return None
    return Part(condition, Place.SETTING, (f"context.add_init_script({script!r})",))


def _fault(condition: str, name: str, setting: str) -> Part:
    times = int(setting) if setting.isdecimal() else 0 if setting == "always" else USUAL[name]
    count = f"range({times})" if times else "itertools.repeat(None)"
    return Part(
        condition,
        Place.SETTING,
        (
            f"left = iter({count})",
            "",
            "def answer(route):",
            "    if next(left, 'over') == 'over' or route.request.method != SESSION_METHOD:",
            "        route.continue_()",
            "    else:",
            f"        {FAULTS[name]}",
            "",
            "context.route(SESSION, answer)",
        ),
    )


def _storage_script(name: str, profile: Profile) -> str | None:
    """What runs before the page's own scripts."""
    prefix = profile.storage.entry.partition("{id}")[0]
    runner = profile.paths.runner.partition("{id}")[0]
    each = (
        f"const own = Object.keys(localStorage).filter((it) => it.startsWith({prefix!r}));"
        f"if (location.href.includes({runner!r})) "
    )
    match name:
        case "storage-empty":
            return f"{each}own.forEach((it) => localStorage.removeItem(it));"
        case "storage-corrupt":
            return f"{each}own.forEach((it) => localStorage.setItem(it, '{{'));"
        case "storage-wrong-shape":
            return f"{each}own.forEach((it) => localStorage.setItem(it, '{{}}'));"
        case "storage-full":
            return (
                "const set = Storage.prototype.setItem;"
                "Storage.prototype.setItem = function (key, value) {"
                f" if (String(key).startsWith({prefix!r}))"
                " throw new DOMException('full', 'QuotaExceededError');"
                " return set.call(this, key, value); };"
            )
        case "popup-blocked":
            return "window.open = () => null;"
        case _:
            return None
