"""Words that no file carries: notes of unfinished work, this machine's folders, sleeps in tests."""

import ast
import re
from collections.abc import Iterable, Iterator

import pytest

from harness.tests.sources import ROOT, Source, kept_files, python, python_files, tree

# Put together here, so that this file does not carry them.
UNFINISHED = re.compile(rf"\b({'TO'}{'DO'}|{'FIX'}{'ME'}|{'X' * 3})\b")
HOMES = re.compile(r"(?<![\w.:/-])/(?:(?:home|Users)/[a-z][\w.-]*|roo[t])/|[A-Z]:[\\]Users[\\]")
SLEEPS = {"sleep", "wait_for_timeout"}


def matches(pattern: re.Pattern[str], sources: Iterable[Source]) -> list[str]:
    """Every line that the pattern fits."""
    return [
        f"{source.path}:{number}: {line.strip()[:100]}"
        for source in sources
        for number, line in enumerate(source.text.splitlines(), 1)
        if pattern.search(line)
    ]


def sleeps(sources: Iterable[Source]) -> list[str]:
    """Every call in a test that waits for time to pass, unless it polls with a limit."""
    return [
        f"{source.path}:{node.lineno}: {ast.unparse(node)}; wait for a gate, or poll with a limit"
        for source in sources
        if source.is_test or source.path.parts[0] == "scenarios"
        for node in _outside_polls(tree(source))
        if isinstance(node, ast.Call)
        if ast.unparse(node.func).split(".")[-1] in SLEEPS
        if [ast.unparse(argument) for argument in node.args] != ["0"]  # only lets others run
    ]


def _outside_polls(node: ast.AST) -> Iterator[ast.AST]:
    """Everything below that is not in a loop that ends: over a range, or while something holds."""
    match node:
        case ast.For(iter=ast.Call(func=ast.Name(id="range"))):
            return
        case ast.While(test=test) if not isinstance(test, ast.Constant):
            return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _outside_polls(child)


def here() -> re.Pattern[str]:
    """The folder that this clone lies in, when its path is telling."""
    telling = str(ROOT) if len(ROOT.parts) > 2 else "\0"
    return re.compile(rf"(?<![\w.-]){re.escape(telling)}(?![\w-])")


def test_nothing_is_left_unfinished() -> None:
    assert matches(UNFINISHED, kept_files()) == []


def test_no_file_names_a_home_folder() -> None:
    assert matches(HOMES, kept_files()) == []


def test_no_file_names_the_folder_of_this_clone() -> None:
    assert matches(here(), kept_files()) == []


def test_no_test_sleeps() -> None:
    assert sleeps(python_files()) == []


@pytest.mark.parametrize(
    "call", ["time.sleep(1)", "while True: sleep(1)", "page.wait_for_timeout(5)"]
)
def test_a_sleep_is_found(call: str) -> None:
    assert len(sleeps([python("a/tests/test_b.py", call)])) == 1


@pytest.mark.parametrize(
    "text",
    [
        "asyncio.sleep(0)",
        "for _ in range(9):\n    sleep(0.01)",
        "while monotonic() < end:\n    sleep(0.01)",
    ],
)
def test_letting_others_run_and_polling_are_no_sleep(text: str) -> None:
    assert sleeps([python("a/tests/test_b.py", text)]) == []


@pytest.mark.parametrize("folder", ["home/ann", "Users/ann", "root"])
def test_a_home_folder_is_found(folder: str) -> None:
    assert len(matches(HOMES, [python("a.py", f"open('/{folder}/x')")])) == 1


def test_a_path_of_an_address_is_no_home_folder() -> None:
    assert matches(HOMES, [python("a.py", "https://example.org/home/ann/")]) == []


def test_an_unfinished_note_is_found() -> None:
    assert len(matches(UNFINISHED, [python("a.py", f"# {'TO' + 'DO'}: later")])) == 1
