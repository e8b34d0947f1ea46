"""The stamp of a finished environment: everything that it was made from, as JSON inside .venv."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an environment was made from; `lock` and `project` are digests of files."""

    place: str
    python: str
    lock: str
    project: str
    packages: list[str]
    entries: list[str]


def read(path: Path) -> Stamp | None:
    """The stamp in this file; None when there is none, or none that this version wrote."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    names = {field.name for field in fields(Stamp)}
    if not isinstance(found, dict) or found.keys() != names:
        return None
    return Stamp(**found)


def write(path: Path, stamp: Stamp) -> None:
    """Write it whole or not at all."""
    unfinished = path.with_suffix(".new")
    unfinished.write_text(json.dumps(asdict(stamp), indent=1), encoding="utf-8")
    unfinished.replace(path)


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
