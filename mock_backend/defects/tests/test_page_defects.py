"""Every defect finds what it changes, leaves modules that can be read, and names its line."""

import shutil
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

from mock_backend.defects.registry import Defect, defects, installed, script
from mock_backend.seams import SOUND, Seams

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "mock_backend" / "pages"
LIMIT_S = 180
ALL = defects()
READ_ALL = """
for (const name of process.argv.slice(1)) {
  new vm.SourceTextModule(fs.readFileSync(name, 'utf8'), { identifier: name });
}
"""


def texts(seams: Seams) -> dict[str, bytes]:
    """What is served under these seams: each page and each asset."""
    pages = {f.name: seams.page(f.stem, f.read_text()).encode() for f in PAGES.glob("*.html")}
    assets = {f.name: seams.asset(f.name, f.read_bytes()) for f in (PAGES / "assets").iterdir()}
    return pages | assets


@cache
def sound() -> dict[str, bytes]:
    return texts(SOUND)


@cache
def changed(defect: Defect) -> dict[str, bytes]:
    """The texts that the defect changes; raises Unchanged where it does not find its place."""
    found = texts(installed([defect.name], SOUND))
    return {name: text for name, text in found.items() if text != sound()[name]}


@pytest.mark.parametrize("defect", ALL, ids=lambda defect: defect.name)
def test_a_defect_changes_something(defect: Defect) -> None:
    seams = installed([defect.name], SOUND)

    assert seams != SOUND
    assert changed(defect) or seams.scripts or seams.asset is SOUND.asset


def test_each_defect_names_a_line_of_the_contract() -> None:
    lines = {line["id"] for line in tomllib.loads((ROOT / "contract.toml").read_text())["line"]}

    assert [defect.name for defect in ALL if defect.line not in lines] == []


def test_what_defects_change_can_still_be_read(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("the changed modules are read by Node, which is not installed")
    modules = {
        f"{defect.name}-{name}.mjs": text
        for defect in ALL
        for name, text in changed(defect).items()
        if name.endswith(".js")
    }
    modules |= {f"{d.name}.mjs": script(d.script).read_bytes() for d in ALL if d.script}
    for name, text in modules.items():
        (tmp_path / name).write_bytes(text)

    read = subprocess.run(
        [node, "--experimental-vm-modules", "--no-warnings", "-e", READ_ALL, *modules],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
    )

    assert read.returncode == 0, read.stderr


def test_a_defect_that_changes_a_text_twice_is_found_out() -> None:
    names = ["no-timeout-on-fetch", "no-timeout-on-fetch"]

    with pytest.raises(Exception, match="0 times"):
        texts(installed(names, SOUND))
