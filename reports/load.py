"""A load in one row, and what many loads say together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median, quantiles

from harness.judge.attribution import storage_reason
from harness.judge.passing import Passing, first_hits, passing_of
from harness.model.attribution import Reason
from harness.model.journey import Journey
from harness.model.trace import Trace
from harness.model.word import Layer, Outcome

SAMPLES_FOR_P95 = 100  # five lie beyond it: fewer say nothing of a tail


@dataclass(frozen=True, slots=True)
class Load:
    """One load. `took_ms` is from its begin to its end, on its tab's clock; `virtual_time` says
    that this clock was moved on by hand meanwhile. `way` is the one through a hosting; `first` says
    that the load may have met a cold function there (`harness.judge.passing`).
    """

    id: str
    journey: str
    scenario: str
    starter: str
    layer: Layer | None
    outcome: Outcome
    kind: str
    took_ms: float
    attempts: int
    conditions: tuple[str, ...]
    topology: str
    visitor: str
    virtual_time: bool
    interrupted: bool
    storage_reason: Reason
    way: Passing = field(default_factory=Passing)
    first: bool = False

    @property
    def why_not_storage(self) -> str:
        """Why storage did not answer, in a word; '' where it did."""
        return "" if self.storage_reason is Reason.NONE else self.storage_reason

    @property
    def went_wrong(self) -> bool:
        """Whether the person was left waiting (an error screen may be just what was wanted)."""
        return self.outcome is Outcome.STUCK


def load_of(trace: Trace, journey: Journey) -> Load:
    """The trace in one row."""
    return Load(
        trace.id,
        journey.id,
        journey.scenario,
        trace.starter,
        trace.answered_by,
        trace.ended,
        trace.error or "",
        max(0.0, trace.ending.at_ms - trace.began_ms),
        len(trace.attempts),
        trace.conditions,
        trace.topology,
        trace.visitor.name,
        trace.virtual_time and _jumped(trace),
        trace.interrupted,
        storage_reason(trace),
        passing_of(trace),
    )


def _jumped(trace: Trace) -> bool:
    """Whether the virtual clock was moved on before the load's end; else its times are real."""
    jumps = (it.detail.get("jump_ms") for it in trace.until_end if it.what == "clock")
    return any(isinstance(it, int | float) and it > 0 for it in jumps)


@dataclass(frozen=True, slots=True)
class Timing:
    """How long it took: `p95_ms` only where five samples lie beyond it, else None."""

    samples: int
    median_ms: float
    max_ms: float
    p95_ms: float | None


@dataclass(frozen=True, slots=True)
class LayerShare:
    """How many of the ready loads one layer supplied; `timing` is None where no load of it was
    timed in real time. `first` are the times of first hits, which are not among the others.
    """

    layer: Layer
    loads: int
    timing: Timing | None
    first: Timing | None = None


def timing(samples_ms: Sequence[float]) -> Timing | None:
    """Median and maximum, and p95 from 100 samples on; None for no samples."""
    if not samples_ms:
        return None
    enough = len(samples_ms) >= SAMPLES_FOR_P95
    p95 = quantiles(samples_ms, n=20, method="inclusive")[-1] if enough else None
    return Timing(len(samples_ms), median(samples_ms), max(samples_ms), p95)


def layer_shares(loads: Iterable[Load]) -> tuple[LayerShare, ...]:
    """Each layer's part in the loads that ended ready. Virtual time counts, but is not timed."""
    ready = [it for it in loads if it.outcome is Outcome.READY]
    shares = []
    for layer in Layer:
        own = [it for it in ready if it.layer is layer]
        real = [it for it in own if not it.virtual_time]
        warm = timing([it.took_ms for it in real if not it.first])
        cold = timing([it.took_ms for it in real if it.first])
        shares.append(LayerShare(layer, len(own), warm, cold))
    return tuple(shares)


def with_first_hits(loads: Iterable[Load]) -> tuple[Load, ...]:
    """The loads, in the order in which they were played, with the first hits marked."""
    marked = first_hits((it, it.way) for it in loads)
    return tuple(replace(it, first=first) for it, _, first in marked)


def all_loads(journeys: Iterable[Journey]) -> list[Load]:
    """Every load of the journeys, in their order, first hits marked; the journeys themselves are
    let go.
    """
    found = (load_of(trace, journey) for journey in journeys for trace in journey.traces)
    return list(with_first_hits(found))
