"""Every condition, found by walking this package: a file with a `condition` function makes one.

A name may carry one setting: `latency:300ms`. Several are composed with `+` or `,`; two that claim
one thing conflict.
"""

import pkgutil
import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from harness.conditions.condition import Condition
from harness.errors import BadSetting, Conflict, UnknownName

_PACKAGE = "harness.conditions"
_NOT_CONDITIONS = {"condition", "registry", "wire", "setting", "preset", "session_fault", "stored"}


def condition_names() -> tuple[str, ...]:
    """The names of all conditions, sorted."""
    return tuple(sorted(_makers()))


def condition_named(text: str) -> Condition:
    """The condition that `name` or `name:setting` asks for.

    Raises UnknownName with the nearest, BadSetting for a setting that it cannot use.
    """
    name, colon, setting = text.partition(":")
    makers = _makers()
    if name not in makers:
        raise UnknownName("condition", name, makers)
    if colon and not setting:
        raise BadSetting(f"Condition '{text}' ends after its colon. Write '{name}:SETTING'.")
    return makers[name](setting)


def compose(texts: Sequence[str]) -> tuple[Condition, ...]:
    """The conditions in texts such as `a` or `a+b`, in that order; raises Conflict where two claim
    one thing.
    """
    names = [name.strip() for text in texts for name in re.split("[+,]", text)]
    conditions = tuple(condition_named(it) for it in names if it)
    refuse_conflicts(conditions)
    return conditions


def refuse_conflicts(conditions: Sequence[Condition]) -> None:
    """Raises Conflict where two of them claim one thing."""
    owners: dict[str, str] = {}
    for condition in conditions:
        for claim in sorted(condition.claims):
            if claim in owners:
                raise Conflict(
                    f"Conditions '{owners[claim]}' and '{condition.name}' both decide {claim}. "
                    "Choose one of them."
                )
            owners[claim] = condition.name


@cache
def _makers() -> dict[str, Callable[[str], Condition]]:
    here = str(Path(__file__).parent)
    names = [it.name for it in pkgutil.iter_modules([here]) if not it.ispkg]
    modules = {it: import_module(f"{_PACKAGE}.{it}") for it in names if it not in _NOT_CONDITIONS}
    return {name.replace("_", "-"): _maker(name, module) for name, module in modules.items()}


def _maker(name: str, module: ModuleType) -> Callable[[str], Condition]:
    maker = getattr(module, "condition", None)
    if not callable(maker):
        raise TypeError(f"{_PACKAGE}.{name} has no function 'condition'.")
    made: Callable[[str], Condition] = maker
    return made
