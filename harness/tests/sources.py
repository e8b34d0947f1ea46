"""The project's own files, as the tests of the house read them.

A file counts when git keeps it, or would: new files are judged before they are committed.
"""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Source:
    """One text file; `path` is relative to the project."""

    path: PurePosixPath
    text: str

    @property
    def module(self) -> str:
        """The dotted name of a Python file: `harness.model` for `harness/model/__init__.py`."""
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def is_test(self) -> bool:
        """Whether it lies in a `tests` folder, or is pytest's own wiring of one."""
        return "tests" in self.path.parts[:-1]


def python(path: str, text: str) -> Source:
    """A source from its literal text, for the tests of the rules themselves."""
    return Source(PurePosixPath(path), text)


@cache
def kept_files() -> tuple[Source, ...]:
    """Every text file that git keeps or would keep, by path."""
    command = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(_read(sorted(set(filter(None, listed.split("\0"))))))


def python_files() -> tuple[Source, ...]:
    """Every Python file of the project."""
    return tuple(source for source in kept_files() if source.path.suffix == ".py")


def product_files() -> tuple[Source, ...]:
    """Every Python file that is no test."""
    return tuple(source for source in python_files() if not source.is_test)


@cache
def tree(source: Source) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(source.text, filename=str(source.path))


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of the file, nested ones included."""
    for node in ast.walk(tree(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports(source: Source) -> Iterator[tuple[int, str]]:
    """Each imported name with its line: `from a import b` gives `a.b`.

    Imports inside functions, under TYPE_CHECKING and by `import_module("a.b")` count as well.
    """
    for node in ast.walk(tree(source)):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, name.name) for name in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                package = _package(source, level, module)
                yield from ((node.lineno, f"{package}.{name.name}") for name in names)
            case ast.Call(func=function, args=[ast.Constant(value=str(name)), *_]):
                if ast.unparse(function).endswith(("import_module", "__import__")):
                    yield node.lineno, name


def _package(source: Source, level: int, module: str | None) -> str:
    if level == 0:
        return module or ""
    folder = source.path.parts[: len(source.path.parts) - level]
    return ".".join([*folder, module] if module else folder)


def _read(paths: list[str]) -> Iterator[Source]:
    for path in paths:
        try:
            text = (ROOT / path).read_text(encoding="utf-8")
        except (FileNotFoundError, IsADirectoryError, UnicodeDecodeError):
            continue  # deleted but not yet committed, a submodule, or no text
        yield Source(PurePosixPath(path), text)
