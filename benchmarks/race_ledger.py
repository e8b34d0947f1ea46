"""What was measured of the race's power, a JSON object a line, so that a run of hours can be ended
in the middle, and go on.

`part` is `search`, `pct`, `replay`, `beside`, `stress` or `plain`. `runs` is after how many runs an
order failed, 0 where none of `limit` did; of a replay, how many of `limit` ended as before.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measured:
    """One part of one case; `undecided` counts the runs of which it was not known, `order` is the
    id of the order that failed, `lanes` how many runs were under way at a time.
    """

    defect: str
    gates: tuple[str, ...]
    part: str
    runs: int
    limit: int
    seed: int = 0
    seconds: float = 0.0
    lanes: int = 1
    undecided: int = 0
    outcome: str = ""
    order: str = ""

    @property
    def name(self) -> tuple[str, tuple[str, ...], str, int]:
        """What it is a measurement of."""
        return self.defect, self.gates, self.part, self.seed

    @property
    def told(self) -> str:
        """Such as `7`, or `> 500`."""
        return str(self.runs) if self.runs else f"> {self.limit}"


class Ledger:
    """The lines of a file, and where more are written; nothing is kept without a file."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._known = {it.name: it for it in _read(path)}

    def add(self, it: Measured) -> None:
        """Writes it down; of two of one name the later counts."""
        self._known[it.name] = it
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as to:
                to.write(json.dumps(asdict(it)) + "\n")

    def find(self, defect: str, gates: Sequence[str], part: str, seed: int = 0) -> Measured | None:
        """What is known of it."""
        return self._known.get((defect, tuple(gates), part, seed))

    def all(self, defect: str, gates: Sequence[str], part: str) -> list[Measured]:
        """All seeds of a part."""
        found = self._known.values()
        return [it for it in found if it.name[:3] == (defect, tuple(gates), part)]


def _read(path: Path | None) -> Iterator[Measured]:
    if path is None or not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        found = json.loads(line)
        yield Measured(**{**found, "gates": tuple(found["gates"])})
