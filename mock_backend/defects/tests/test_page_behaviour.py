"""Subtle defects of the pages do break what they say, and the sound pages do not."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from mock_backend.defects.registry import installed
from mock_backend.seams import SOUND, Seams

TESTS = Path(__file__).parent
PAGES = TESTS.parents[1] / "pages"
LIMIT_S = 180
NAMES = re.findall(r"^  async '([\w-]+)'", (TESTS / "broken.mjs").read_text(), re.MULTILINE)


def served(folder: Path, seams: Seams) -> Path:
    """A folder that holds the pages as they are under these seams, and what looks at them."""
    pages, tests = folder / "pages", folder / "tests"
    (pages / "assets").mkdir(parents=True)
    for file in PAGES.glob("*.html"):
        (pages / file.name).write_text(seams.page(file.stem, file.read_text()))
    for file in (PAGES / "assets").iterdir():
        (pages / "assets" / file.name).write_bytes(seams.asset(file.name, file.read_bytes()))
    (pages / "tests").mkdir()
    shutil.copy(PAGES / "tests" / "world.mjs", pages / "tests")
    tests.mkdir()
    for file in TESTS.glob("*.mjs"):
        shutil.copy(file, tests)
    (folder / "package.json").write_text('{"type": "module"}')
    return folder


def is_broken(folder: Path, name: str) -> bool:
    """Whether the pages in the folder are broken in this way."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("the pages' modules are run by Node, which is not installed")
    done = subprocess.run(
        [node, "tests/broken.mjs", name],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
    )
    assert done.stdout in ("true", "false"), done.stdout + done.stderr
    return done.stdout == "true"


@pytest.mark.parametrize("name", NAMES)
def test_a_defect_breaks_what_it_says_and_nothing_else_does(name: str, tmp_path: Path) -> None:
    assert is_broken(served(tmp_path / "broken", installed([name], SOUND)), name)
    assert not is_broken(served(tmp_path / "sound", SOUND), name)


def test_there_is_something_to_look_at() -> None:
    assert len(NAMES) == 22
