"""Starter × layer: does the layer work, is it hidden by the other, is it dead, was it tested?

A check that names a starter and the layer it proves speaks of that cell, by the last load of each
of its journeys:

    works       every such load ended ready, and this layer answered
    masked      with nothing taken away, another layer answered in this one's place
    dead        a load did not get ready though this layer should have answered
    seen        no such load, but in another check of this starter this layer answered: what would
                come without the other layer, nobody tried
    not tested  no load of this starter's that this layer answered

Masked comes before dead: it says that people do not notice yet.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from harness.model.journey import Journey
from harness.model.run import Cell, Check, LayerState
from harness.model.word import Layer, Outcome, Status

TOLD = (Status.PASS, Status.FAIL)


@dataclass(frozen=True, slots=True)
class LoadSeen:
    """How a journey's last load ended; `journey` is the key by which checks name it, `starter` what
    the journey began with, '' where it was none.
    """

    journey: str
    trace: str
    layer: str
    outcome: Outcome
    starter: str = ""


def seen_in(journey: Journey, *, key: str = "") -> tuple[LoadSeen, ...]:
    """The journey's last load, as the matrix needs it; none where no runner was loaded, or its tab
    was closed first.
    """
    if not journey.traces or journey.runner.ended is Outcome.ABANDONED:
        return ()
    trace = journey.runner
    layer = str(trace.answered_by or "")
    return (LoadSeen(key or journey.id, trace.id, layer, trace.ended, journey.starter),)


def matrix(
    checks: Sequence[Check], loads: Iterable[LoadSeen], starters: Sequence[str]
) -> tuple[Cell, ...]:
    """A cell for each of the `starters` and each layer, in that order."""
    by_journey: dict[str, list[LoadSeen]] = defaultdict(list)
    for load in loads:
        by_journey[load.journey].append(load)
    return tuple(
        _cell(starter, layer, checks, by_journey) for starter in starters for layer in Layer
    )


def _cell(
    starter: str, layer: Layer, checks: Sequence[Check], loads: Mapping[str, list[LoadSeen]]
) -> Cell:
    own = [it for it in checks if (it.starter, it.proves) == (starter, layer)]
    told = [
        (check, load)
        for check in own
        if check.status in TOLD
        for name in check.journeys
        for load in loads.get(name, [])
    ]
    if not told:
        return _unproved(starter, layer, loads)
    ready = [load for _, load in told if load.outcome is Outcome.READY]
    state = _state(layer, told)
    return Cell(
        starter,
        layer,
        state,
        loads=len(told),
        ready=len(ready),
        evidence=tuple(load.trace for _, load in told if _is_telling(load, layer, state)),
    )


def _unproved(starter: str, layer: Layer, loads: Mapping[str, list[LoadSeen]]) -> Cell:
    """The cell of which no check spoke: whether the layer was at least seen to answer."""
    own = [load for its in loads.values() for load in its if load.starter == starter]
    seen = [it for it in own if it.outcome is Outcome.READY and it.layer == layer]
    state = LayerState.SEEN if seen else LayerState.NOT_TESTED
    count, evidence = len(seen), tuple(it.trace for it in seen)
    return Cell(starter, layer, state, loads=count, ready=count, evidence=evidence)


def _state(layer: Layer, told: Sequence[tuple[Check, LoadSeen]]) -> LayerState:
    if any(load.outcome is Outcome.READY and load.layer != layer for _, load in told):
        return LayerState.MASKED
    if any(load.outcome is not Outcome.READY for _, load in told):
        return LayerState.DEAD
    return LayerState.WORKS


def _is_telling(load: LoadSeen, layer: Layer, state: LayerState) -> bool:
    answered = load.outcome is Outcome.READY and load.layer == layer
    return answered if state is LayerState.WORKS else not answered
