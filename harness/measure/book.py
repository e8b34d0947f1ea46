"""What a run's loads came to, by layer and journey: counts, and every duration unrounded.

One load gives one entry per layer that it asked in earnest: storage where storage was meant to
hold the session, the server where the server was asked. So a fast path that never answers while
the fallback hides it stands as failures of storage. A duration is the whole load's, from asking
for the runner's document to ready; only ready loads have one.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from harness.model.word import Layer

FORM = 1
"""Raised when what workers send to the master changes shape."""


@dataclass(slots=True)
class Series:
    """The loads of one layer and journey; `durations_ms` are those of the ready ones."""

    failed: int = 0
    durations_ms: "array[float]" = field(default_factory=lambda: array("d"))

    @property
    def ready(self) -> int:
        """How many loads this layer made ready."""
        return len(self.durations_ms)


@dataclass(frozen=True, slots=True)
class Summary:
    """Several series as one; the durations are sorted."""

    ready: int
    failed: int
    durations_ms: "array[float]"

    @property
    def count(self) -> int:
        """All loads, ready or not."""
        return self.ready + self.failed


class Book:
    """Every load of this process, and of the workers whose pages were put in.

    `cut_off` counts loads that the end of the run stopped, `not_started` those that had nothing to
    load, because their interview could not be started.
    """

    def __init__(self) -> None:
        self._series: dict[tuple[Layer, str], Series] = {}
        self.cut_off = 0
        self.not_started = 0

    def ready(self, layer: Layer, journey: str, took_ms: float) -> None:
        """A layer supplied the session."""
        self._of(layer, journey).durations_ms.append(took_ms)

    def failed(self, layer: Layer, journey: str) -> None:
        """A layer that was asked did not supply it."""
        self._of(layer, journey).failed += 1

    def clear(self) -> None:
        """Forgets all of it: a new run begins."""
        self._series.clear()
        self.cut_off = self.not_started = 0

    def layers(self) -> tuple[Layer, ...]:
        """The layers that anything is known of."""
        return tuple(layer for layer in Layer if any(key[0] is layer for key in self._series))

    def summary(self, *, layer: str = "", journey: str = "") -> Summary:
        """The loads of this layer and journey, '' being all of them."""
        chosen = list(self._chosen(layer, journey))
        durations = array("d", sorted(it for one in chosen for it in one.durations_ms))
        return Summary(len(durations), sum(one.failed for one in chosen), durations)

    def page(self) -> dict[str, Any]:
        """Everything since the last page, for the master, as plain data; it is forgotten here."""
        lines = [
            [str(layer), journey, one.failed, one.durations_ms.tobytes()]
            for (layer, journey), one in self._series.items()
        ]
        found = {
            "form": FORM,
            "cut_off": self.cut_off,
            "not_started": self.not_started,
            "lines": lines,
        }
        self.clear()
        return found

    def put_in(self, page: Mapping[str, Any]) -> None:
        """Takes a worker's page in; raises ValueError for one of another form.

        Doubles are sent as they stand in memory, so master and workers share a byte order.
        """
        if page.get("form") != FORM:
            raise ValueError(f"a worker's page has form {page.get('form')!r}, here it is {FORM}")
        self.cut_off += page["cut_off"]
        self.not_started += page["not_started"]
        lines: Iterable[tuple[str, str, int, bytes]] = page["lines"]
        for layer, journey, failed, durations in lines:
            one = self._of(Layer(layer), journey)
            one.failed += failed
            one.durations_ms.frombytes(durations)

    def _chosen(self, layer: str, journey: str) -> Iterator[Series]:
        for key, one in self._series.items():
            if layer in ("", key[0]) and journey in ("", key[1]):
                yield one

    def _of(self, layer: Layer, journey: str) -> Series:
        return self._series.setdefault((layer, journey), Series())
