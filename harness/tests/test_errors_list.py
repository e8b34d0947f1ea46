"""A broad `except` stands only where one part must survive another's crash: KEPT lists them."""

import ast
from collections.abc import Iterable, Iterator

import pytest

from harness.tests.sources import Source, product_files, python, tree

# "file: function" -> what it must survive, and what it makes of a crash.
KEPT: dict[str, str] = {
    "mock_backend/gateway.py: __call__": "one request's crash ends that request only, with a 500",
    "harness/firestore_proxy/deed.py: deeds_in": "what cannot be read passes, as unknown",
    "harness/firestore_proxy/deed.py: transaction_of": "what cannot be read ends no transaction",
    "harness/judge/ruling.py: _ruling": "an invariant's crash is UNKNOWN, with its traceback",
}

_BROAD = {"Exception", "BaseException"}
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


def broad(source: Source) -> Iterator[str]:
    """Each place that catches everything, as "file: function"."""
    yield from _broad_below(tree(source), str(source.path), "the module")


def _broad_below(node: ast.AST, path: str, function: str) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        named = isinstance(child, _FUNCTIONS) and child.name
        name = named or function
        if _is_broad(child):
            yield f"{path}: {name}"
        yield from _broad_below(child, path, name)


def _is_broad(node: ast.AST) -> bool:
    match node:
        case ast.ExceptHandler(body=[*_, ast.Raise(exc=None)]):
            return False  # it tidies up, and lets the crash go on
        case ast.ExceptHandler(type=None):
            return True
        case ast.ExceptHandler(type=caught):
            return bool(_BROAD & _names(caught))
        case ast.Call(func=function, args=arguments):
            suppresses = ast.unparse(function).split(".")[-1] == "suppress"
            return suppresses and any(_BROAD & _names(argument) for argument in arguments)
    return False


def _names(node: ast.expr | None) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} if node else set()


def unlisted(sources: Iterable[Source]) -> list[str]:
    """Every broad catch that is not on the list."""
    return sorted({place for source in sources for place in broad(source)} - KEPT.keys())


def test_every_broad_except_is_listed() -> None:
    assert unlisted(product_files()) == []


def test_the_list_names_nothing_that_is_gone() -> None:
    standing = {place for source in product_files() for place in broad(source)}

    assert KEPT.keys() - standing == set()


@pytest.mark.parametrize(
    "text",
    [
        "def f():\n    try:\n        g()\n    except Exception:\n        pass",
        "def f():\n    try:\n        g()\n    except:\n        pass",
        "def f():\n    try:\n        g()\n    except (OSError, BaseException):\n        pass",
        "def f():\n    with contextlib.suppress(Exception):\n        g()",
    ],
)
def test_a_broad_except_is_found(text: str) -> None:
    assert unlisted([python("a.py", text)]) == ["a.py: f"]


def test_a_narrow_except_is_let_through() -> None:
    assert unlisted([python("a.py", "try:\n    g()\nexcept OSError:\n    pass")]) == []


def test_tidying_up_is_let_through() -> None:
    text = "try:\n    g()\nexcept BaseException:\n    h()\n    raise"

    assert unlisted([python("a.py", text)]) == []
