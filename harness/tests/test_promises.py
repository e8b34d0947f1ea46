"""Every invariant is promised by a scenario, so that a run in which it saw nothing is UNKNOWN."""

import ast
from collections.abc import Iterator
from pathlib import Path

from harness.invariants.registry import invariant_names

ROOT = Path(__file__).parents[2]
DECORATORS = {"promises", "proves"}


def promised(source: str) -> set[str]:
    """The names of invariants that the scenarios of a file promise."""
    tree = ast.parse(source)
    tuples = {name: values for it in tree.body for name, values in constant(it)}
    return {
        name
        for it in ast.walk(tree)
        if isinstance(it, ast.Call) and isinstance(it.func, ast.Name) and it.func.id in DECORATORS
        for argument in it.args
        for name in named(argument, tuples)
    }


def constant(statement: ast.stmt) -> Iterator[tuple[str, list[str]]]:
    """A tuple of texts that a module gives a name."""
    if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Tuple):
        target = statement.targets[0]
        values = [it.value for it in statement.value.elts if isinstance(it, ast.Constant)]
        if isinstance(target, ast.Name):
            yield target.id, [it for it in values if isinstance(it, str)]


def named(argument: ast.expr, tuples: dict[str, list[str]]) -> list[str]:
    """The texts that an argument stands for."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return [argument.value]
    if isinstance(argument, ast.Starred) and isinstance(argument.value, ast.Name):
        return tuples.get(argument.value.id, [])
    return []


def in_scenarios() -> set[str]:
    files = (ROOT / "scenarios").glob("test_*.py")
    return {name for it in files for name in promised(it.read_text(encoding="utf-8"))}


def test_every_invariant_is_promised_by_a_scenario() -> None:
    assert set(invariant_names()) - in_scenarios() == set()


def test_a_promise_names_an_invariant() -> None:
    assert in_scenarios() - set(invariant_names()) == set()


def test_a_promise_may_stand_in_a_tuple() -> None:
    source = "ALL = ('a', 'b')\n@promises(*ALL)\n@proves(STORAGE, 'c')\ndef test_it(): ..."

    assert promised(source) == {"a", "b", "c"}
