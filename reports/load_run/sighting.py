"""Loads of real browsers beside a run, as its document has them under `browsers`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sighting:
    """One load: when it was meant, counted from the run's beginning, the layer that answered (''
    for none), how long until ready or until it was given up, and what was wrong.
    """

    at_s: float
    meant: str
    layer: str
    took_ms: float
    wrong: str = ""


def sightings(tree: Mapping[str, Any]) -> Iterator[Sighting]:
    """Those of the run; nothing where no browser looked."""
    for it in (tree.get("browsers") or {}).get("loads", ()):
        yield Sighting(it["at_s"], it["meant"], it["layer"], it["took_ms"], it["wrong"])
