"""The scripts that run first in every document of the leaner driver: bindings, then the probes."""

import json
from dataclasses import asdict, replace
from functools import cache
from importlib.resources import files

from harness.browser.plan import probe_config
from harness.browser.probes import BINDING, GATE_BINDING, Locator, probe_script
from harness.chromium.saved import databases_of
from harness.stage.driver import RoomPlan

RAW = "__layerproof_raw"
GO = "__layerproof_go"
REST = "__layerproof_rest"
PASS = "__layerproof_pass"


def first_script(plan: RoomPlan) -> str:
    """What runs in each document before the page. Virtual time is frozen, everywhere."""
    config = probe_config(plan)
    if config.clock is not None:
        config = replace(config, clock=replace(config.clock, frozen=True))
    return f"{_bindings()}\n{_put_back(plan)}\n{probe_script(config)}"


def kept_databases() -> str:
    """An expression for what the page's origin keeps in IndexedDB: `databases` as a saved state has
    them, or `strange`, the name of a store with something in it that is no JSON.
    """
    return f"(() => {{ {_injected('databases')}\nreturn keptDatabases(); }})()"


def _put_back(plan: RoomPlan) -> str:
    databases = databases_of(plan.visa.state, plan.origin)
    if not databases:
        return ""
    told = f"{json.dumps(plan.origin)}, {json.dumps(databases)}"
    return f"(() => {{ {_injected('databases')}\nputBack({told}); }})();"


def hand(call: str, locator: Locator, *arguments: str) -> str:
    """An expression that has the page's hand do something; null where it could not."""
    told = ", ".join(json.dumps(it) for it in (asdict(locator), *arguments))
    return f"(() => {{ {_hands()}\nreturn {call}({told}); }})()"


@cache
def _bindings() -> str:
    names = {"RAW": RAW, "PROBE": BINDING, "GATE": GATE_BINDING, "GO": GO}
    names |= {"REST": REST, "PASS": PASS}
    text = _injected("bindings")
    for name, value in names.items():
        text = text.replace(f"%{name}%", value)
    return text


@cache
def _injected(name: str) -> str:
    return (files("harness.chromium") / "injected" / f"{name}.js").read_text(encoding="utf-8")


@cache
def _hands() -> str:
    locators = files("harness.browser") / "injected" / "locators.js"
    return f"{locators.read_text(encoding='utf-8')}\n{_injected('hands')}"
