"""Nouns are frozen and slotted, modules are named after one thing, what plugs in has a test."""

import ast
from collections.abc import Iterable

import pytest

from harness.tests.sources import Source, product_files, python, python_files, tree

# A name that says nothing about what is inside; everything ends up there.
NAMELESS = {"util", "utils", "helper", "helpers", "common", "manager", "base", "misc", "shared"}

# Here are the nouns; elsewhere a dataclass may be the state of its owner.
NOUNS = ("harness/model", "harness/judge", "harness/profile", "harness/settings", "reports")
# Frozen, but what is computed from them is kept, which slots do not allow.
CACHING = {"harness/model/journey.py: Journey", "harness/model/trace.py: Trace"}

# In these packages each file that defines this name is one plug-in, with a test of its own.
PLUG_INS = {"harness/invariants": "INVARIANT"}


def nameless(sources: Iterable[Source]) -> list[str]:
    """Every module or package whose name says nothing."""
    return [
        f"{source.path}: name it after the one thing that it holds"
        for source in sources
        if NAMELESS & {part.strip("_") for part in source.path.with_suffix("").parts}
    ]


def unfrozen(sources: Iterable[Source]) -> list[str]:
    """Every dataclass among the nouns that can change, or that lacks slots."""
    return [
        f"{place}: a noun is @dataclass(frozen=True, slots=True)"
        for source in sources
        if str(source.path).startswith(tuple(f"{folder}/" for folder in NOUNS))
        for place, options in _dataclasses(source)
        if not {"frozen=True", "slots=True"} <= options
        if not (place in CACHING and "frozen=True" in options)
    ]


def untested(sources: Iterable[Source]) -> list[str]:
    """Every plug-in without a test file of its name."""
    known = list(sources)
    paths = {str(source.path) for source in known}
    return [
        f"{source.path}: it has no {test}"
        for source in known
        if (name := PLUG_INS.get(str(source.path.parent)))
        if name in _assigned(source)
        if (test := f"{source.path.parent}/tests/test_{source.path.name}") not in paths
    ]


def _dataclasses(source: Source) -> Iterable[tuple[str, set[str]]]:
    for node in ast.walk(tree(source)):
        if not isinstance(node, ast.ClassDef):
            continue
        for decorator in node.decorator_list:
            call = decorator if isinstance(decorator, ast.Call) else None
            if ast.unparse(call.func if call else decorator).endswith("dataclass"):
                options = (
                    {f"{it.arg}={ast.unparse(it.value)}" for it in call.keywords} if call else set()
                )
                yield f"{source.path}: {node.name}", options


def _assigned(source: Source) -> set[str]:
    return {
        target.id
        for node in tree(source).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }


def test_every_module_has_a_telling_name() -> None:
    assert nameless(python_files()) == []


def test_nouns_are_frozen() -> None:
    assert unfrozen(product_files()) == []


def test_the_list_names_nothing_that_is_gone() -> None:
    standing = {place for source in product_files() for place, _ in _dataclasses(source)}

    assert CACHING - standing == set()


def test_every_plug_in_has_its_test() -> None:
    assert untested(python_files()) == []


@pytest.mark.parametrize("path", ["harness/utils.py", "harness/_common/x.py"])
def test_a_nameless_module_is_found(path: str) -> None:
    assert len(nameless([python(path, "")])) == 1


@pytest.mark.parametrize(
    "decorator",
    ["@dataclass", "@dataclass(frozen=True)", "@dataclasses.dataclass(slots=True)"],
)
def test_a_noun_that_can_change_is_found(decorator: str) -> None:
    assert len(unfrozen([python("reports/a.py", f"{decorator}\nclass A:\n    b: int")])) == 1


def test_a_frozen_noun_is_let_through() -> None:
    text = "@dataclass(frozen=True, slots=True)\nclass A: ..."

    assert unfrozen([python("reports/a.py", text)]) == []


def test_a_plug_in_without_a_test_is_found() -> None:
    plug_in = python("harness/invariants/load_ends.py", "INVARIANT = LoadInvariant()")
    other = python("harness/invariants/registry.py", "def load() -> None: ...")
    test = python("harness/invariants/tests/test_load_ends.py", "")

    assert len(untested([plug_in, other])) == 1
    assert untested([plug_in, other, test]) == []
