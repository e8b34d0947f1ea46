"""The shape of packages: `__init__.py` imports nothing, and tests lie beside what they test."""

import ast
from collections.abc import Iterable
from pathlib import PurePosixPath

from harness.tests.sources import Source, imports, kept_files, python, python_files, tree

# Tests of many files at once; those in harness/tests may be, when their docstring says of which.
OF_MANY = {
    "harness/backend/tests/test_contract.py",
    "harness/cli/tests/test_bad_input.py",
    "harness/cli/tests/test_causes.py",
    "harness/cli/tests/test_expect_commit.py",
    "harness/cli/tests/test_interrupt.py",
    "harness/cli/tests/test_load_passage.py",
    "harness/cli/tests/test_preview.py",
    "harness/cli/tests/test_quiet.py",
    "harness/cli/tests/test_smallest.py",
    "harness/stage/tests/test_asking.py",
    "mock_backend/defects/tests/test_page_behaviour.py",
    "mock_backend/defects/tests/test_page_defects.py",
    "mock_backend/defects/tests/test_server_defects.py",
    "mock_backend/pages/tests/test_node.py",
    "mock_backend/pages/tests/test_pages.py",
    "mock_backend/rename/tests/test_routes_renamed.py",
    "mock_backend/tests/test_process.py",
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
        if str(source.path) not in OF_MANY and not _is_of_the_house(source)
        if (subject := _subject(source)) not in subjects
    ]


def _is_of_the_house(source: Source) -> bool:
    in_the_house = source.path.parent == PurePosixPath("harness/tests")
    return in_the_house and ast.get_docstring(tree(source)) is not None


def _subject(source: Source) -> str:
    return str(source.path.parent.parent / source.path.stem.removeprefix("test_"))


def test_packages_import_nothing() -> None:
    assert importing_packages(python_files()) == []


def test_tests_mirror_the_sources() -> None:
    assert strays(kept_files()) == []


def test_the_list_names_nothing_that_is_gone() -> None:
    assert {str(source.path) for source in python_files()} >= OF_MANY


def test_an_importing_package_is_found() -> None:
    assert len(importing_packages([python("a/__init__.py", "from a.b import c")])) == 1
    assert importing_packages([python("a/__init__.py", '"""Words only."""')]) == []


def test_a_stray_test_is_found() -> None:
    sources = [python("a/b.py", ""), python("a/c/d.py", "")]

    assert len(strays([*sources, python("a/tests/test_z.py", "")])) == 1
    assert strays([*sources, python("a/tests/test_b.py", "")]) == []
    assert strays([*sources, python("a/tests/test_c.py", "")]) == []


def test_a_test_of_the_house_says_what_it_is_about() -> None:
    assert strays([python("harness/tests/test_z.py", '"""A rule."""')]) == []
    assert len(strays([python("harness/tests/test_z.py", "")])) == 1
