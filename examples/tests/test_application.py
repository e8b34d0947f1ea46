import json
from pathlib import Path

import pytest

from examples.application import ROOT, node, sources
from examples.failure import Missing


def program(folder: Path, name: str, said: str = "") -> None:
    made = folder / name
    made.write_text(f"#!/bin/sh\necho {said}\n")
    made.chmod(0o755)


def test_without_node_the_message_says_which(tmp_path: Path) -> None:
    with pytest.raises(Missing, match=r"needs Node 20\.9 or later with npm"):
        node({"PATH": str(tmp_path)})


@pytest.mark.parametrize("version", ["v18.20.4", "v20.8.1", "nonsense"])
def test_an_older_node_is_refused(tmp_path: Path, version: str) -> None:
    program(tmp_path, "node", version)
    program(tmp_path, "npm")

    with pytest.raises(Missing, match=version):
        node({"PATH": str(tmp_path)})


def test_a_newer_node_will_do(tmp_path: Path) -> None:
    program(tmp_path, "node", "v22.1.0")
    program(tmp_path, "npm")

    assert node({"PATH": str(tmp_path)}) == str(tmp_path / "node")


def test_what_it_is_built_of_leaves_out_what_was_made(tmp_path: Path) -> None:
    for name in ("app/page.tsx", "node_modules/next/x.js", ".next/BUILD_ID", "package.json"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")

    assert [it.relative_to(tmp_path).as_posix() for it in sources(tmp_path)] == [
        "app/page.tsx",
        "package.json",
    ]


def test_the_lock_file_names_no_registry() -> None:
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    assert [name for name, it in locked.items() if "resolved" in it] == []
    assert [name for name, it in locked.items() if name and "integrity" not in it] == []


def test_the_lock_names_what_each_platform_needs() -> None:
    """`npm ci` refuses a lock that leaves out what another platform than its maker's would take."""
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    locked = {path.rpartition("node_modules/")[2] for path in packages}

    wanted = {name for it in packages.values() for name in it.get("optionalDependencies", {})}

    assert wanted
    assert sorted(wanted - locked) == []
