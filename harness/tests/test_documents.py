"""What the documents say is true: their paths exist, their make targets too, each part is told."""

import re
from collections.abc import Iterable

from harness.tests.sources import ROOT, Source, kept_files, python
from harness.tests.test_imports import ROWS

PARTS = r"harness|scenarios|mock_backend|reports|setup|benchmarks|examples|\.ci|\.github"
PATH = re.compile(rf"`((?:{PARTS})/[\w./-]*|\w+\.(?:py|toml|lock|md))`")
TARGET = re.compile(r"(?:^ {4}|`)(?:\w+=\S+ )?make ([a-z-]+)", re.M)
# The application's own page; contract.toml holds its lines.
# The contract comes with the project that it is about; the summary is written by a run.
ELSEWHERE = {"contract.md", "summary.md"}
MADE = re.compile(r"^([a-z-]+):", re.M)


def documents() -> list[Source]:
    """The documents of the project."""
    return [file for file in kept_files() if file.path.suffix == ".md"]


def untrue_paths(sources: Iterable[Source], exists: Iterable[str]) -> list[str]:
    """Every path in code type that nothing lies at."""
    known = {*exists, *ELSEWHERE}
    return [
        f"{source.path}: there is no {path[1]}"
        for source in sources
        for path in PATH.finditer(source.text)
        if path[1].rstrip("/") not in known
    ]


def untrue_targets(sources: Iterable[Source], makefile: str) -> list[str]:
    """Every make target that the Makefile does not have."""
    made = set(MADE.findall(makefile))
    return [
        f"{source.path}: there is no make {target}"
        for source in sources
        for target in TARGET.findall(source.text)
        if target not in made
    ]


def everything() -> set[str]:
    """Each file's and each folder's path, and each file's bare name."""
    paths = [file.path for file in kept_files()]
    folders = {str(folder) for path in paths for folder in path.parents}
    return {str(path) for path in paths} | {path.name for path in paths} | folders


def test_paths_in_documents_exist() -> None:
    assert untrue_paths(documents(), everything()) == []


def test_targets_in_documents_exist() -> None:
    assert untrue_targets(documents(), (ROOT / "Makefile").read_text(encoding="utf-8")) == []


def test_every_part_that_exists_has_its_line_in_the_architecture() -> None:
    told = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    parts = {row.replace(".", "/") for row in ROWS if row.count(".") < 2}

    assert [part for part in parts & everything() if f"`{part}/`" not in told] == []


def test_an_untrue_path_is_found() -> None:
    text = "`harness/model/word.py`, `harness/gone/`, `reports/<name>.py` and `gone.toml`"

    found = untrue_paths([python("a.md", text)], {"harness/model/word.py"})

    assert found == ["a.md: there is no harness/gone/", "a.md: there is no gone.toml"]


def test_an_untrue_target_is_found() -> None:
    text = "Run `make test`.\n\n    make verify\n    CI=true make gone\n\nIt will make sense."

    assert untrue_targets([python("a.md", text)], "test: lint\nverify:\n") == [
        "a.md: there is no make gone"
    ]
