"""The image: nobody is root in it, it copies what git keeps and no more, and that makes a package
that starts. It is not built here, for want of a container runtime.
"""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

from harness.tests.sources import ROOT, kept_files

TEXT = (ROOT / "Containerfile").read_text(encoding="utf-8")
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8")
BASE = "docker.io/library/debian:13-slim"
Step = tuple[str, str]


def steps(text: str) -> list[Step]:
    """Each instruction with what it is told, continued lines joined."""
    lines = "\n".join(it for it in text.splitlines() if not it.lstrip().startswith("#"))
    joined = re.sub(r"\s*\\\n\s*", " ", lines)
    return [
        (name, rest) for name, _, rest in (it.partition(" ") for it in joined.splitlines()) if name
    ]


def faults(text: str, kept: Iterable[str]) -> list[str]:
    """What is wrong with the file, where git keeps these paths."""
    found, known = steps(text), {part for it in kept for part in _places(it)}
    wrong = [f"not the public base: {it}" for it in told(found, "FROM") if it.split()[0] != BASE]
    wrong += [f"git does not keep {it}" for it in copied(found) if it not in known]
    wrong += ["adds from elsewhere" for _ in told(found, "ADD")]
    wrong += [f"names an address: {it}" for _, it in found if "://" in it]
    wrong += [f"installs without hashes: {it}" for it in _loose(found)]
    user = told(found[_last(found, "FROM") :], "USER")
    if not user or not re.fullmatch(r"[1-9]\d*", user[-1]):
        wrong.append(f"runs as {user[-1] if user else 'root'}: name a number that is not 0")
    return wrong


def told(found: list[Step], name: str) -> list[str]:
    """What each instruction of that name is told."""
    return [rest for it, rest in found if it == name]


def copied(found: list[Step]) -> list[str]:
    """The paths of the checkout that are copied."""
    own = [it.split() for it in told(found, "COPY") if "--from=" not in it]
    return [path.rstrip("/") for it in own for path in it[:-1]]


def _places(path: str) -> Iterator[str]:
    yield path
    yield from (str(it) for it in Path(path).parents if str(it) != ".")


def _loose(found: list[Step]) -> Iterator[str]:
    """What pip is told to install without hashes: only the project itself may be."""
    for rest in told(found, "RUN"):
        for it in re.findall(r"pip install ([^&]*)", rest):
            itself = "--no-deps" in it and it.split()[-1] == "."
            if not itself and "--require-hashes -r requirements.lock" not in it:
                yield it


def _last(found: list[Step], name: str) -> int:
    return max((at for at, (it, _) in enumerate(found) if it == name), default=0)


def test_the_image_is_in_order() -> None:
    assert faults(TEXT, [str(it.path) for it in kept_files()]) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("USER 10001", "USER root"),
        ("USER 10001", "USER 0"),
        ("USER 10001\n", ""),
        (f"FROM {BASE}\n", "FROM quay.io/somebody/debian\n"),
        ("COPY harness ./harness", "COPY out ./out"),
        ("COPY requirements.lock ./", "ADD https://example.com/requirements.lock ./"),
        ("--require-hashes -r requirements.lock", "-r requirements.lock"),
        ("COPY requirements.lock ./", "COPY . ./"),
    ],
)
def test_a_fault_is_found(right: str, wrong: str) -> None:
    assert right in TEXT

    assert faults(TEXT.replace(right, wrong), [str(it.path) for it in kept_files()])


def test_only_what_is_copied_reaches_the_builder() -> None:
    let_in = {it.removeprefix("!") for it in IGNORED.splitlines() if it.startswith("!")}

    assert "*" in IGNORED.splitlines()
    assert let_in == set(copied(steps(TEXT)))


def test_it_starts_what_it_has_installed() -> None:
    (entry,) = told(steps(TEXT), "ENTRYPOINT")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert json.loads(entry) == ["/opt/layerproof/.venv/bin/layerproof"]
    assert "layerproof" in project["scripts"]
    assert "COPY --from=packages /opt/layerproof /opt/layerproof" in TEXT
    assert told(steps(TEXT), "WORKDIR")[0] == "/opt/layerproof"


def test_its_browser_is_one_that_is_looked_for() -> None:
    looked_for = (ROOT / "harness" / "machine" / "install.py").read_text("utf-8")

    for package in ("chromium-headless-shell", "fonts-liberation"):
        assert f" {package} " in " ".join(told(steps(TEXT), "RUN")) + " "
        assert f'"{package}"' in looked_for


def test_what_is_copied_makes_a_package_that_starts(tmp_path: Path) -> None:
    sources, paths = tmp_path / "sources", set(copied(steps(TEXT)))
    for file in (it.path for it in kept_files()):
        if "tests" not in file.parts[:-1] and paths & set(_places(str(file))):
            (sources / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, sources / file)

    (wheel,) = WheelBuilder(str(sources)).build(directory=str(tmp_path), versions=["standard"])
    with ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "site")
    call = "from harness.cli.app import main; raise SystemExit(main(['--version']))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", call],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("layerproof ")
    assert (tmp_path / "site" / "scenarios").is_dir()
