"""Every line of the contract has a check, and every check that is named is there."""

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

from harness.invariants.registry import load_invariants

ROOT = Path(__file__).parents[2]
LINES = tomllib.loads((ROOT / "contract.toml").read_text(encoding="utf-8"))["line"]
KEYS = {"id", "section", "text", "checks", "defects"}


@cache
def scenarios_in(file: str) -> frozenset[str]:
    path = ROOT / file
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=file)
    return frozenset(it.name for it in ast.walk(tree) if isinstance(it, ast.FunctionDef))


@cache
def names_of_invariants() -> frozenset[str]:
    return frozenset(it.name for it in load_invariants())


def exists(check: str) -> bool:
    kind, _, name = check.partition(":")
    if kind == "invariant":
        return name in names_of_invariants()
    file, _, function = name.partition("::")
    return kind == "scenario" and function in scenarios_in(file)


@pytest.mark.parametrize("line", LINES, ids=[it["id"] for it in LINES])
def test_a_line_has_checks_that_exist(line: dict[str, list[str]]) -> None:
    missing = [it for it in line["checks"] if not exists(it)]

    assert line["checks"], "no check guards this line"
    assert not missing


def test_a_line_is_named_once_and_says_all() -> None:
    ids = [it["id"] for it in LINES]

    assert len(ids) == len(set(ids))
    assert all(set(it) == KEYS and it["text"].endswith(".") for it in LINES)


def test_an_invariant_guards_a_line_of_the_contract() -> None:
    ids = {it["id"] for it in LINES}
    used = {check for it in LINES for check in it["checks"]}

    strays = [it.name for it in load_invariants() if it.line not in ids]
    idle = [it.name for it in load_invariants() if f"invariant:{it.name}" not in used]

    assert (strays, idle) == ([], [])


def test_a_defect_that_a_line_names_is_there() -> None:
    named = {name for it in LINES for name in it["defects"]}
    there = {it.stem for it in (ROOT / "mock_backend" / "defects").glob("*.py")}

    assert named
    assert not [it for it in named if it.replace("-", "_") not in there]
