"""What an invariant or a scenario asks the profile for is a key that is looked up."""

import ast
import re

from harness.invariants.registry import load_invariants
from harness.model.naming import KEYS
from harness.tests.sources import product_files, tree

ASKS = {"needs_keys", "need_keys"}


def asked_for() -> set[str]:
    """Every key that a scenario or the stage names in full, and every invariant's."""
    calls = (
        it
        for source in product_files()
        for it in ast.walk(tree(source))
        if isinstance(it, ast.Call) and getattr(it.func, "id", getattr(it.func, "attr", "")) in ASKS
    )
    said = {str(arg.value) for it in calls for arg in it.args if isinstance(arg, ast.Constant)}
    own = {key for it in load_invariants() for asked in it.keys for key in asked.split("|")}
    return said | own


def test_every_key_that_is_asked_for_is_known() -> None:
    assert asked_for() - set(KEYS) == set()


def test_every_key_that_is_known_is_asked_for() -> None:
    by_kind = {it for it in KEYS if it.startswith("errors.kinds.")}

    assert set(KEYS) - by_kind - asked_for() == set()


# What the mock calls what people do on it; words that an app of another make would not know.
NOUNS = re.compile(r"\b(?:interviews?|students?|practice)\b", re.IGNORECASE)
JUDGES = ("harness.invariants", "harness.judge", "harness.plugin", "harness.conditions")


def sentences() -> list[str]:
    """What a person may be told of any app: the texts of the judges, and titles of scenarios."""
    texts = []
    for source in product_files():
        if source.module.startswith(JUDGES):
            texts += _texts(tree(source))
        elif source.module.startswith("scenarios."):
            texts += _titles(tree(source))
    return texts


def _texts(module: ast.Module) -> list[str]:
    docs = {
        id(it.body[0].value)
        for it in ast.walk(module)
        if isinstance(it, ast.Module | ast.FunctionDef | ast.ClassDef)
        and it.body
        and isinstance(it.body[0], ast.Expr)
    }
    found = (it for it in ast.walk(module) if isinstance(it, ast.Constant) and id(it) not in docs)
    return [it.value for it in found if isinstance(it.value, str) and " " in it.value.strip()]


def _titles(module: ast.Module) -> list[str]:
    own = (it for it in module.body if isinstance(it, ast.FunctionDef))
    return [ast.get_docstring(it) or "" for it in own if it.name.startswith("test_")]


def test_no_sentence_speaks_of_the_mock_s_own_things() -> None:
    assert [it for it in sentences() if NOUNS.search(it)] == []


def test_a_word_of_the_mock_s_is_found() -> None:
    module = ast.parse('def f():\n    """An interview."""\n    return f"no {1} interview was made"')

    assert [it for it in _texts(module) if NOUNS.search(it)] == [" interview was made"]
