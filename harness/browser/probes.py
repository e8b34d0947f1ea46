"""The scripts that run first in every document of the target, combined into one.

Each is a plain script of one concern in `injected/`; what they push is described in
`harness.model.event`, and how a message is numbered in `injected/core.js`.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.resources import files

from harness.model.event import Json

BINDING = "__layerproof"
GATE_BINDING = "__layerproof_gate"
# The gate at which each write to localStorage waits until other tabs see it.
VISIBLE = "storage.visible"

COMMENT = re.compile(r"/\*\*.*?\*/|^\s*//[^\n]*$", re.DOTALL | re.MULTILINE)

# Order matters: what a script uses stands in a script before it.
ALWAYS = ("core", "locators", "storage_rule", "storage", "requests", "resources", "errors", "tabs")
INSTALLS = {
    "clock": "installClock",
    "storage": "installStorage",
    "requests": "installRequests",
    "resources": "installResources",
    "errors": "installErrors",
    "tabs": "installTabs",
    "gate": "installGate",
    "screens": "installScreens",
}


@dataclass(frozen=True, slots=True)
class Locator:
    """What is looked for on a page; every part that is not '' must agree, and it must be visible.

    `name`, `text`, `label` and `placeholder` match as a part whatever the case, as `exact` whole,
    and as a regular expression when written `/like this/i`. It is looked for inside each `within`.
    """

    css: str = ""
    role: str = ""
    name: str = ""
    text: str = ""
    label: str = ""
    placeholder: str = ""
    testid: str = ""
    exact: bool = False
    within: "Locator | None" = None


@dataclass(frozen=True, slots=True)
class ScreenSpec:
    """A screen shows when every locator of `where` finds something and none of `without` does; the
    first spec wins.
    """

    screen: str
    where: tuple[Locator, ...]
    kind: str = ""
    without: tuple[Locator, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a stored JSON value at a dotted path: set to `value`, or removed."""

    path: str
    value: Json = None
    remove: bool = False


@dataclass(frozen=True, slots=True)
class StoragePlan:
    """What happens to storage; acts on the runner's page, before its first use of storage.

    `entry` is 'as-is', 'empty' (removed), 'text' (`entry_text` takes its place) or 'edit' (the
    present entry, else `entry_text`, changed by `entry_edits`). In texts `{id}` is the page's id.
    `access` is 'open', 'throws', 'entries-throw' or 'full'. The first `late_reads` reads of the
    entry in each document do not see it, unless that
    document wrote it. Its first `lost_writes` writes of an entry come to nothing.
    """

    entry: str = "as-is"
    entry_text: str | None = None
    entry_edits: tuple[Edit, ...] = ()
    access: str = "open"
    late_reads: int = 0
    lost_writes: int = 0


@dataclass(frozen=True, slots=True)
class ClockPlan:
    """Virtual time: waits are jumped over while `armed`, on pages whose path matches `path`.

    It stands still on the screens `until`, and after `horizon_ms` have been jumped in a document.
    A request whose URL matches one of `hung_patterns` counts as never answered. With `ask`, the
    binding is asked before each jump (`clock` begin) and refuses with False. `frozen`, time moves
    by jumps alone. A page that works on in turns (turns.js) is left to itself after `hold_ms`,
    seconds because a busy machine takes so long over a page.
    """

    armed: bool = True
    path: str = ""
    until: tuple[str, ...] = ("ready", "error")
    horizon_ms: float = 60_000
    quiet_ms: float = 5
    hold_ms: float = 5_000
    hung_patterns: tuple[str, ...] = ()
    ask: bool = False
    frozen: bool = False


@dataclass(frozen=True, slots=True)
class ProbeConfig:
    """What the probes need to know. Patterns are JavaScript regular expressions.

    Seeds go to `seed_origin` alone, where it is not ''. `auth_keys` are storage keys, `*` in them
    anything.
    Where `entry_has_own_id`, the page's id does not tell its entry, and what happens to the entry
    happens to each.
    `body_patterns` match `METHOD URL` of requests whose answers' bodies are wanted. Seeds are
    written once per context and origin, and never again after the page removed them.
    """

    origins: tuple[str, ...]
    screens: tuple[ScreenSpec, ...] = ()
    body_patterns: tuple[str, ...] = ()
    entry_key: str = ""
    entry_pattern: str = ""
    reader_key: str = ""
    reader_cookie: str = ""
    auth_keys: tuple[str, ...] = ()
    runner_pattern: str = ""
    entry_has_own_id: bool = False
    storage: StoragePlan = field(default_factory=StoragePlan)
    seed_storage: Mapping[str, str] = field(default_factory=dict)
    seed_origin: str = ""
    popups_blocked: bool = False
    clock: ClockPlan | None = None
    gates: tuple[str, ...] = ()


def probe_script(config: ProbeConfig) -> str:
    """One script for `context.add_init_script`; evaluated in a page that has it, it renews it."""
    names = [*ALWAYS]
    if VISIBLE in config.gates:
        names.insert(names.index("storage"), "storage_held")
    if config.clock is not None:
        names += ["turns", "clock"]
    if config.gates:
        names.append("gate")
    names += ["screens", "main"]
    sources = "\n".join(_source(name) for name in names)
    installs = ", ".join(call for name, call in INSTALLS.items() if name in names)
    start = f"start({json.dumps(_plain(config))}, [{installs}]);"
    return f"(() => {{\n'use strict';\n{sources}\n{start}\n}})();"


def _plain(config: ProbeConfig) -> dict[str, Json]:
    plain: dict[str, Json] = asdict(config)
    seeds = json.dumps(dict(config.seed_storage), sort_keys=True)
    mark = hashlib.sha256(seeds.encode()).hexdigest()[:12] if config.seed_storage else ""
    return {**plain, "binding": BINDING, "gate_binding": GATE_BINDING, "seed_mark": mark}


@cache
def _source(name: str) -> str:
    """The script without its comments, which every document would have to read."""
    text = (files("harness.browser") / "injected" / f"{name}.js").read_text(encoding="utf-8")
    return COMMENT.sub("", text)
