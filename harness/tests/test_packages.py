"""The shape of packages: `__init__.py` imports nothing, and tests lie beside what they test."""

import ast
from collections.abc import Iterable

from harness.tests.sources import Source, imports, kept_files, python, python_files, tree

# Tests of many files at once: each says in its docstring what holds them together.
OF_MANY = {
    "harness/backend/tests/test_contract.py",
    "harness/tests/test_imports.py",
    "harness/tests/test_sizes.py",
    "harness/tests/test_packages.py",
    "harness/tests/test_errors_list.py",
    "harness/tests/test_words.py",
    "harness/tests/test_lock.py",
    "harness/tests/test_workflows.py",
    "harness/tests/test_documents.py",
    "harness/tests/test_shapes.py",
    "mock_backend/pages/tests/test_node.py",
    "mock_backend/pages/tests/test_pages.py",
}


def importing_packages(sources: Iterable[Source]) -> list[str]:
    """Every `__init__.py` that imports something."""
    return [
        f"{source.path}:{line}: a package imports nothing, so {name} is loaded when it is asked for"
        for source in sources
        if source.path.name == "__init__.py"
        for line, name in imports(source)
    ]


def strays(sources: Iterable[Source]) -> list[str]:
    """Every test without a file or folder of its name beside its `tests` folder."""
    known = list(sources)
    subjects = {str(source.path.with_suffix("")) for source in known}
    subjects |= {str(folder) for source in known for folder in source.path.parents}
    return [
        f"{source.path}: there is no {subject}; rename it, or name it in OF_MANY"
        for source in known
        if source.is_test and source.path.match("test_*.py")
        if str(source.path) not in OF_MANY
        if (subject := _subject(source)) not in subjects
    ]


def _subject(source: Source) -> str:
    return str(source.path.parent.parent / source.path.stem.removeprefix("test_"))


def test_packages_import_nothing() -> None:
    assert importing_packages(python_files()) == []


def test_tests_mirror_the_sources() -> None:
    assert strays(kept_files()) == []


def test_tests_of_many_say_what_they_hold_together() -> None:
    found = {str(source.path): source for source in python_files()}

    assert found.keys() >= OF_MANY
    for path in OF_MANY:
        assert ast.get_docstring(tree(found[path])), path


def test_an_importing_package_is_found() -> None:
    assert len(importing_packages([python("a/__init__.py", "from a.b import c")])) == 1
    assert importing_packages([python("a/__init__.py", '"""Words only."""')]) == []


def test_a_stray_test_is_found() -> None:
    sources = [python("a/b.py", ""), python("a/c/d.py", "")]

    assert len(strays([*sources, python("a/tests/test_z.py", "")])) == 1
    assert strays([*sources, python("a/tests/test_b.py", "")]) == []
    assert strays([*sources, python("a/tests/test_c.py", "")]) == []
