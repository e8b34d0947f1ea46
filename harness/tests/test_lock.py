"""requirements.lock satisfies pyproject.toml, pins with hashes, and names no registry."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from itertools import chain

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from harness.tests.sources import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ADDRESS = re.compile(r"://|^\s*(-i|-f|--index-url|--extra-index-url|--find-links)\b|@ file", re.M)
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^]]*\])?==([^\s;]+)(.*?)(?=^\S|\Z)", re.M | re.S)


def pins(lock: str) -> dict[str, Version]:
    """Each package's version."""
    return {canonicalize_name(pin[1]): Version(pin[2]) for pin in PIN.finditer(lock)}


def without_hash(lock: str) -> list[str]:
    """Every pin that any file would satisfy."""
    return [pin[1] for pin in PIN.finditer(lock) if "--hash=sha256:" not in pin[3]]


def unsatisfied(wanted: Iterable[Requirement], locked: Mapping[str, Version]) -> list[str]:
    """Every requirement that the lock does not meet."""
    return [
        f"{requirement}: locked is {locked.get(canonicalize_name(requirement.name))}; run make lock"
        for requirement in wanted
        if (version := locked.get(canonicalize_name(requirement.name))) is None
        or version not in requirement.specifier
    ]


def requirements() -> list[Requirement]:
    """Everything that pyproject.toml asks for: to build, to run, its extras, to develop."""
    document = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = document["project"]
    return [
        Requirement(text)
        for text in chain(
            document["build-system"]["requires"],
            project["dependencies"],
            *project["optional-dependencies"].values(),
            *document["dependency-groups"].values(),
        )
    ]


def test_the_lock_satisfies_the_project() -> None:
    assert unsatisfied(requirements(), pins(LOCK)) == []


def test_every_pin_has_a_hash() -> None:
    assert without_hash(LOCK) == []
    assert len(pins(LOCK)) == len(re.findall(r"^[a-z].*==", LOCK, re.M))


def test_the_lock_carries_no_address() -> None:
    assert ADDRESS.findall(LOCK) == []


def test_a_missing_or_old_package_is_found() -> None:
    wanted = [Requirement("a-b>=2"), Requirement("c")]

    assert len(unsatisfied(wanted, pins("a_b==1.9 \\\n    --hash=sha256:00\n"))) == 2
    assert unsatisfied(wanted, pins("A.b==2.0\nc[x]==1 ; sys_platform != 'win32'\n")) == []


def test_a_pin_without_a_hash_is_found() -> None:
    lock = "a==1 \\\n    --hash=sha256:00\n    # via b\nc==2\nd==3 \\\n    --hash=sha256:00\n"

    assert without_hash(lock) == ["c"]


def test_an_address_is_found() -> None:
    assert ADDRESS.search("--extra-index-url x")
    assert ADDRESS.search("a @ https://example.org/a.whl")
