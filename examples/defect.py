"""The defects that the Next.js application can be started with."""

import json
from dataclasses import dataclass
from pathlib import Path

from examples.application import ROOT

LISTED = ROOT / "defects.json"


@dataclass(frozen=True, slots=True)
class Defect:
    """One defect: the line of contract.toml that it breaks, how, and a scenario that meets it."""

    name: str
    line: str
    how: str
    told_by: str


def defects(listed: Path = LISTED) -> tuple[Defect, ...]:
    """All of them, in the file's order."""
    tables = json.loads(listed.read_text(encoding="utf-8"))
    return tuple(Defect(name, it["line"], it["how"], it["told-by"]) for name, it in tables.items())
