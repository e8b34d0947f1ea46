"""Imports point one way: each part of the house may use only what its row names."""

import ast
import sys
from collections.abc import Collection, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

import pytest

from harness.tests.sources import Source, imports, product_files, python, python_files, tree

# A row covers a module and everything below it; the longest row that fits decides. A part may
# always use itself. "harness.*" is all of harness but TOP.
ROWS: dict[str, tuple[str, ...]] = {
    "harness.model": (),
    "harness.errors": ("harness.model",),
    "harness.machine": ("harness.errors",),
    "harness.profile": ("harness.model", "harness.errors"),
    # What is known of an app by walking through it; the browser that walks answers its protocol.
    "harness.init": ("harness.errors",),
    "harness.settings": ("harness.model", "harness.errors", "harness.profile"),
    "harness.judge": ("harness.model", "harness.errors", "harness.profile"),
    "harness.invariants": ("harness.model", "harness.errors", "harness.profile", "harness.judge"),
    # Above its package: it has the invariants judge, and they use the rest of it.
    "harness.judge.ruling": (
        *("harness.model", "harness.errors", "harness.invariants"),
        "harness.judge",
    ),
    "harness.conditions": ("harness.model", "harness.errors"),
    "harness.runs": (
        *("harness.model", "harness.errors", "harness.judge"),
        *("harness.judge.ruling", "harness.invariants"),
    ),
    "harness.repro": (
        *("harness.model", "harness.errors", "harness.profile"),
        *("harness.judge", "harness.runs"),
    ),
    "harness.stage": (
        *("harness.model", "harness.errors", "harness.profile"),
        *("harness.judge", "harness.conditions"),
    ),
    "harness.browser": (
        *("harness.model", "harness.errors", "harness.machine", "harness.profile"),
        *("harness.judge", "harness.conditions", "harness.stage", "harness.init"),
    ),
    # What a person set is among what it examines; the rest of the browser is told plain values.
    "harness.browser.doctor": (
        *("harness.model", "harness.errors", "harness.machine", "harness.profile"),
        *("harness.conditions", "harness.stage", "harness.settings", "harness.browser"),
        "harness.init",
    ),
    # Like the browser it is one of the stage's far sides, and answers the stage's protocols.
    "harness.backend": (
        *("harness.model", "harness.errors", "harness.profile"),
        *("harness.conditions", "harness.stage"),
    ),
    # The leaner driver: the browser's protocol is its own, what probes are and tell the browser's.
    "harness.chromium": (
        *("harness.model", "harness.errors", "harness.profile"),
        *("harness.conditions", "harness.stage", "harness.browser"),
    ),
    # A virtual visitor without Locust; the pace at which they come; what they came to.
    "harness.load": ("harness.model", "harness.errors", "harness.profile"),
    "harness.pace": ("harness.model", "harness.errors", "harness.settings"),
    "harness.measure": ("harness.model", "harness.errors", "harness.compare", "harness.settings"),
    # Locust's users and processes, which bring the three together.
    "harness.swarm": (
        *("harness.model", "harness.errors", "harness.profile", "harness.load"),
        *("harness.pace", "harness.measure", "harness.compare", "harness.settings"),
    ),
    "harness.race": ("harness.errors",),
    # Orders of a real browser and a real server: it brings the explorer and the stage together.
    "harness.racing": (
        *("harness.model", "harness.errors", "harness.profile", "harness.judge"),
        *("harness.judge.ruling", "harness.backend", "harness.stage"),
        *("harness.race", "harness.chromium"),
    ),
    # Real browsers beside a load run, each load a world of its own.
    "harness.sentinel": (
        *("harness.model", "harness.errors", "harness.profile"),
        *("harness.stage", "harness.racing", "harness.load"),
    ),
    "harness.compare": (),
    # Loads at two addresses in turn: what played them is racing's, what they show is compare's.
    "harness.baseline": (
        *("harness.model", "harness.errors", "harness.judge", "harness.stage"),
        *("harness.racing", "harness.compare"),
    ),
    # What is kept leaves through it: it knows no browser and no run.
    "harness.scrub": ("harness.errors", "harness.profile"),
    # What a run came to, told to GitHub; what is told is made elsewhere, of saved runs.
    "harness.publish": ("harness.model", "harness.errors"),
    "harness.power": (
        *("harness.model", "harness.errors", "harness.backend", "harness.profile"),
        *("harness.runs", "harness.firestore_proxy", "harness.compare"),
    ),
    # A process of its own, before any Firestore emulator; what is held there is told over HTTP.
    "harness.firestore_proxy": ("harness.model", "harness.errors"),
    "harness.monitor": ("harness.model", "harness.errors"),
    "reports": ("harness.model", "harness.errors", "harness.judge", "harness.runs"),
    # A load run has no journeys: its page is made of what was measured alone.
    "reports.load_run": ("reports", "harness.model", "harness.measure", "harness.compare"),
    "harness.plugin": ("harness.*", "reports"),
    "harness.cli": ("harness.*", "reports", "reports.load_run"),
    "harness.scenario": ("harness.*",),
    "scenarios": ("harness.scenario",),
    "conftest": ("harness.plugin",),
    "locustfile": ("harness.swarm",),
    "mock_backend": (),
    "setup": ("harness.machine", "harness.errors"),
    "benchmarks": ("harness.*", "reports"),
    "examples": ("harness.scenario",),
}
# One storey, which wires everything and which nothing below it may use.
TOP = {"harness.plugin", "harness.cli", "harness.scenario"}

# What only these parts may import, tests included.
FENCES: dict[str, tuple[str, ...]] = {
    "playwright": ("harness.browser", "benchmarks", "mock_backend.pages.tests"),
    "locust": ("locustfile", "harness.swarm", "benchmarks"),
    "fastapi": ("mock_backend", "harness.monitor"),
    "grpc": ("harness.firestore_proxy",),
    "harness": (
        "harness",
        "reports",
        "scenarios",
        "conftest",
        "locustfile",
        "setup",
        "benchmarks",
        "examples",
    ),
    "mock_backend": ("mock_backend",),
}

# The set-up runs these before any package is installed.
BARE = ("harness.errors", "harness.machine", "harness.model.word", "setup.bootstrap", "setup.lock")
BARE_TOO = ("setup.environment", "setup.python", "setup.stamp")


def covers(part: str, module: str) -> bool:
    """Whether the module is this part or lies below it."""
    return module == part or module.startswith(f"{part}.")


def row_of(module: str) -> str | None:
    """The longest row that covers the module."""
    return max((row for row in ROWS if covers(row, module)), key=len, default=None)


def may_use(row: str, other: str) -> bool:
    """Whether the table lets one row use another."""
    if row == other or other in ROWS[row]:
        return True
    return (
        "harness.*" in ROWS[row] and covers("harness", other) and (other not in TOP or row in TOP)
    )


def is_ours(name: str) -> bool:
    """Whether an imported name belongs to this project, not to a library."""
    return any(covers(row.split(".")[0], name) for row in ROWS)


def against_the_table(sources: Iterable[Source]) -> list[str]:
    """Every import of ours that the table does not allow, and every module without a row."""
    found = []
    for source in sources:
        if source.path.name == "__init__.py":
            continue  # they import nothing, see test_packages.py
        row = row_of(source.module)
        if row is None:
            found.append(
                f"{source.path}: add a row for it to ROWS in harness/tests/test_imports.py"
            )
            continue
        for line, name in imports(source):
            other = row_of(name)
            if is_ours(name) and (other is None or not may_use(row, other)):
                found.append(f"{source.path}:{line}: {row} may not use {other or name}")
    return list(dict.fromkeys(found))


def across_fences(sources: Iterable[Source]) -> list[str]:
    """Every import from behind a fence."""
    return [
        f"{source.path}:{line}: only {', '.join(inside)} may import {fenced}"
        for source in sources
        for line, name in imports(source)
        for fenced, inside in FENCES.items()
        if covers(fenced, name) and not any(covers(part, source.module) for part in inside)
    ]


def not_bare(sources: Iterable[Source]) -> list[str]:
    """Every import of a library in what runs before libraries are there."""
    return [
        f"{source.path}:{line}: {name} is not there yet when the set-up runs"
        for source in sources
        if any(covers(part, source.module) for part in (*BARE, *BARE_TOO))
        for line, name in imports(source)
        if name.split(".")[0] not in sys.stdlib_module_names
        if not any(covers(part, name) for part in (*BARE, *BARE_TOO))
    ]


def test_the_house_keeps_its_table() -> None:
    assert against_the_table(product_files()) == []


def test_the_house_keeps_its_fences() -> None:
    assert across_fences(python_files()) == []


def test_the_set_up_needs_no_library() -> None:
    assert not_bare(product_files()) == []


def test_the_table_has_no_circle() -> None:
    below = {row: {other for other in ROWS if other != row and may_use(row, other)} for row in ROWS}
    for row in TOP:  # the plugin, the command and the documented imports are one storey
        below[row] -= TOP

    assert len(list(TopologicalSorter(below).static_order())) == len(ROWS)


def circles(sources: Iterable[Source]) -> list[str]:
    """One circle of modules that import each other, as they come; none where there is none."""
    known = {source.module: source for source in sources}
    below = {name: set(_modules(source, known)) for name, source in known.items()}
    try:
        return list(TopologicalSorter(below).static_order())[:0]
    except CycleError as error:
        return list(error.args[1])


def _modules(source: Source, known: Collection[str]) -> Iterator[str]:
    """The modules that the source needs to run: what it names for its types alone is none."""
    for line, name in imports(source):
        module = name if name in known else name.rpartition(".")[0]
        if module in known and module != source.module and line not in for_types(source):
            yield module


def for_types(source: Source) -> set[int]:
    """The lines under `if TYPE_CHECKING`."""
    blocks = [it for it in ast.walk(tree(source)) if isinstance(it, ast.If)]
    typed = [it for it in blocks if ast.unparse(it.test) == "TYPE_CHECKING"]
    return {line for it in typed for line in range(it.lineno, (it.end_lineno or it.lineno) + 1)}


def test_no_module_needs_one_that_needs_it() -> None:
    assert circles(product_files()) == []


def test_a_circle_of_modules_is_found() -> None:
    one = python("harness/model/one.py", "def f():\n    from harness.model.two import g")
    two = python("harness/model/two.py", "from harness.model.one import f")
    typed = "if TYPE_CHECKING:\n    from harness.model.one import f"

    assert circles([one, two])
    assert circles([one, python("harness/model/two.py", typed)]) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("harness/model/trace.py", "from harness.judge.legs import legs"),
        ("harness/model/trace.py", "from harness import judge"),
        ("harness/model/trace.py", "from ..judge import legs"),
        ("harness/model/trace.py", "def f():\n    import harness.errors"),
        ("harness/conditions/hang.py", "import_module('harness.stage.tab')"),
        ("reports/html.py", "from harness.stage.tab import Tab"),
        ("harness/unheard_of.py", ""),
        ("harness/load/rate.py", "from harness import unheard_of"),
    ],
)
def test_a_wrong_import_is_found(path: str, text: str) -> None:
    assert len(against_the_table([python(path, text)])) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("harness/model/trace.py", "import json\nfrom harness.model.word import Layer"),
        ("harness/model/trace.py", "from .word import Layer"),
        ("harness/stage/tab.py", "from harness import errors"),
        ("harness/cli/app.py", "from harness.plugin import entry\nimport reports.html"),
    ],
)
def test_a_right_import_is_let_through(path: str, text: str) -> None:
    assert against_the_table([python(path, text)]) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("harness/stage/tab.py", "from playwright.sync_api import Page"),
        ("harness/stage/tests/test_tab.py", "import playwright"),
        ("harness/load/rate.py", "from locust import User"),
        ("harness/plugin/entry.py", "import fastapi"),
        ("mock_backend/app.py", "from harness.model.word import Layer"),
        ("harness/backend/tests/test_process.py", "from mock_backend.app import create_app"),
    ],
)
def test_an_import_across_a_fence_is_found(path: str, text: str) -> None:
    assert len(across_fences([python(path, text)])) == 1


def test_a_library_in_the_set_up_is_found() -> None:
    assert len(not_bare([python("harness/machine/browser.py", "import httpx")])) == 1
