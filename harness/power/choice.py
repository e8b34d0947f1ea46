"""Which scenarios can tell a defect: those that guard its line, and those that make an invariant
look that guards it.

First the scenarios that the line names, then those that promise one of its invariants; within each,
those whose waits really pass come last. With `full` everything else follows.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from harness.power.guard import Guard

_PROMISES, _PROVES, _SLOW = "layerproof_promises", "layerproof_proves", "layerproof_real_time"


@dataclass(frozen=True, slots=True)
class Known:
    """One scenario, `test_file.py::test_function`, with the invariants that it makes look."""

    name: str
    promises: frozenset[str] = frozenset()
    is_slow: bool = False


def choose(guard: Guard, known: Sequence[Known], *, full: bool = False) -> tuple[str, ...]:
    """The names of the scenarios to play, the most telling first; none where nothing can tell."""
    ranked = sorted((_rank(it, guard), it.is_slow, at) for at, it in enumerate(known))
    worst = _UNTOLD if full else _UNTOLD - 1
    return tuple(known[at].name for rank, _, at in ranked if rank <= worst)


_NAMED, _PROMISED, _UNTOLD = range(3)


def _rank(scenario: Known, guard: Guard) -> int:
    if scenario.name in guard.scenarios:
        return _NAMED
    return _PROMISED if scenario.promises & guard.invariants else _UNTOLD


def read_scenarios(folder: Path) -> tuple[Known, ...]:
    """What the package `scenarios` in this folder has, by file and place in it."""
    return tuple(it for file in sorted(folder.glob("test_*.py")) for it in _in_file(file))


def _in_file(file: Path) -> Iterator[Known]:
    module = import_module(f"{file.parent.name}.{file.stem}")
    for name, it in vars(module).items():
        if name.startswith("test_") and it.__module__ == module.__name__:
            yield known(f"{file.name}::{name}", getattr(it, "pytestmark", ()))


def known(name: str, marks: Iterable[Any]) -> Known:
    """The scenario of that name, from pytest's marks on it."""
    promised: set[str] = set()
    slow = False
    for mark in marks:
        promised |= set(mark.args if mark.name == _PROMISES else ())
        promised |= set(mark.args[2] if mark.name == _PROVES else ())
        slow = slow or mark.name == _SLOW
    return Known(name, frozenset(promised), slow)
