"""Every invariant, found by walking this package: a file with an `INVARIANT` is one."""

import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path

from harness.errors import UnknownName
from harness.invariants.invariant import Invariant, JourneyInvariant, LoadInvariant

_PACKAGE = "harness.invariants"


@cache
def load_invariants() -> tuple[Invariant, ...]:
    """All invariants, by name. Raises TypeError for an `INVARIANT` that is none, ValueError for a
    name that does not fit its file.
    """
    here = str(Path(__file__).parent)
    modules = [it.name for it in pkgutil.iter_modules([here]) if not it.ispkg]
    found = [it for name in modules if (it := _invariant_in(name)) is not None]
    return tuple(sorted(found, key=lambda it: it.name))


def invariant_names() -> tuple[str, ...]:
    """The names of all invariants, sorted."""
    return tuple(it.name for it in load_invariants())


def invariant_named(name: str) -> Invariant:
    """The invariant of that name; raises UnknownName with the nearest."""
    for it in load_invariants():
        if it.name == name:
            return it
    raise UnknownName("invariant", name, invariant_names())


def _invariant_in(module: str) -> Invariant | None:
    found = getattr(import_module(f"{_PACKAGE}.{module}"), "INVARIANT", None)
    if found is None:
        return None
    if not isinstance(found, LoadInvariant | JourneyInvariant):
        raise TypeError(f"{_PACKAGE}.{module}.INVARIANT is no invariant: {found!r}")
    if found.name != module.replace("_", "-"):
        raise ValueError(f"{_PACKAGE}.{module} must name its invariant after itself")
    return found
