"""A file has at most 400 lines and a function 50; tests and pages keep both limits too."""

from collections.abc import Iterable

from harness.tests.sources import Source, functions, kept_files, python, python_files

FILE_LINES = 400
FUNCTION_LINES = 50
WRITTEN_BY_HAND = {".py", ".js", ".mjs", ".css", ".html", ".jinja", ".sh"}


def long_files(sources: Iterable[Source]) -> list[str]:
    """Every file over the limit."""
    return [
        f"{source.path}: {lines} lines; split it by concept"
        for source in sources
        if source.path.suffix in WRITTEN_BY_HAND
        if (lines := len(source.text.splitlines())) > FILE_LINES
    ]


def long_functions(sources: Iterable[Source]) -> list[str]:
    """Every function over the limit, from its `def` to its last line."""
    return [
        f"{source.path}:{node.lineno}: {node.name} has {lines} lines"
        for source in sources
        for node in functions(source)
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    ]


def test_no_file_is_too_long() -> None:
    assert long_files(kept_files()) == []


def test_no_function_is_too_long() -> None:
    assert long_functions(python_files()) == []


def test_one_line_over_the_limit_is_found() -> None:
    assert long_files([python("a.py", "1\n" * 400)]) == []
    assert len(long_files([python("a.py", "1\n" * 401)])) == 1


def test_a_long_method_is_found() -> None:
    method = "class A:\n    async def f(self):\n" + "        1\n" * 49

    assert long_functions([python("a.py", method)]) == []
    assert len(long_functions([python("a.py", method + "        1\n")])) == 1
