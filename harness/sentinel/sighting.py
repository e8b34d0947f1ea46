"""What real browsers saw while a load ran, and its form in the run's document."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from harness.model.word import Layer


@dataclass(frozen=True, slots=True)
class Sighting:
    """One load in a real browser, meant for `at_s`, counted from the run's beginning.

    `layer` answered, '' for none; `took_ms` goes from the navigation to ready or to the error, and
    `wrong` says what was not as it should be.
    """

    at_s: float
    meant: Layer
    layer: str
    took_ms: float
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """A run's sightings. `missed` loads were due while the browser was still at another, and
    `ended` says why nobody looked any more, '' for somebody who looked to the end.
    """

    per_s: float
    sightings: tuple[Sighting, ...]
    missed: int = 0
    ended: str = ""

    def plain(self) -> dict[str, Any]:
        """All of it as plain data: `browsers` in the run's document."""
        meant = dict.fromkeys(it.meant for it in self.sightings)
        return {
            "per_s": self.per_s,
            "missed": self.missed,
            "ended": self.ended,
            "layers": {
                str(layer): _summary([it for it in self.sightings if it.meant is layer])
                for layer in sorted(meant, key=list(Layer).index)
            },
            "loads": [asdict(it) for it in self.sightings],
        }


def _summary(seen: Sequence[Sighting]) -> dict[str, Any]:
    took = [it.took_ms for it in seen if not it.wrong]
    return {
        "count": len(seen),
        "ready": len(took),
        "median_ms": round(median(took), 3) if took else None,
        "max_ms": max(took, default=None),
    }
