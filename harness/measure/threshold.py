"""Thresholds, in a small part of k6's grammar, read from text and held against a run's loads.

    load_success{layer:server}: rate>0.99
    load_duration{layer:storage,journey:mixed}: p(95)<300

`load_success` has `rate`, and `load_duration` (ms, ready loads only) `avg`, `min`, `med`, `max` and
`p(N)`. Selectors are `layer` and `journey`. Too few samples are UNKNOWN, whatever they say.
"""

import math
import operator
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from harness.errors import BadSetting, UnknownName
from harness.measure.book import Book, Summary
from harness.measure.percentile import BEYOND, percentile, samples_for
from harness.model.word import Status

RATE = "load_success"
DURATION = "load_duration"
METRICS = (RATE, DURATION)
FEWEST = 2 * BEYOND

_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_WHOLE = re.compile(
    r"\s*(?P<metric>\w+)\s*(?:\{(?P<tags>[^}]*)\})?\s*:\s*"
    rf"(?P<aggregate>\w+|p\({_NUMBER}\))\s*(?P<operator><=|>=|<|>)\s*(?P<limit>{_NUMBER})\s*"
)
_PERCENTILE = re.compile(rf"p\(({_NUMBER})\)")
_AGGREGATES = {RATE: ("rate",), DURATION: ("avg", "min", "med", "max", "p(N)")}


@dataclass(frozen=True, slots=True)
class Threshold:
    """One line: which loads, what of them, and what it must be. Milliseconds, or a rate to 1."""

    text: str
    metric: str
    layer: str
    journey: str
    aggregate: str
    operator: str
    limit: float

    @property
    def needs(self) -> int:
        """How many samples it takes before it says anything.

        A rate takes as many as one load would break it by; a percentile has five beyond it.
        """
        if self.metric == RATE:
            rest = min(self.limit, 1 - self.limit)
            return max(FEWEST, math.ceil(round(1 / rest, 6)) if rest > 0 else FEWEST)
        found = _PERCENTILE.fullmatch(self.aggregate)
        return max(FEWEST, samples_for(float(found[1]))) if found else FEWEST


@dataclass(frozen=True, slots=True)
class Held:
    """A threshold and what became of it; `value` is None where there was nothing to measure."""

    threshold: Threshold
    status: Status
    value: float | None
    samples: int
    needed: int

    @property
    def line(self) -> str:
        """One line for a person."""
        found = "nothing measured" if self.value is None else f"{self.value:g}"
        few = f", needs {self.needed}" if self.status is Status.UNKNOWN else ""
        return (
            f"{self.status.upper()}  {self.threshold.text}  ({found}; {self.samples} samples{few})"
        )


def parse_threshold(text: str, journeys: Mapping[str, Collection[str]]) -> Threshold:
    """The threshold. `journeys` says which layers each journey of this run asks.

    Raises BadSetting or UnknownName for what is none, and for a selector that no load of this run
    can match.
    """
    found = _WHOLE.fullmatch(text)
    if found is None:
        raise BadSetting(
            f"The threshold '{text}' cannot be read. Write it like "
            "'load_success{layer:server}: rate>0.99' or 'load_duration{layer:storage}: p(95)<300'."
        )
    if found["metric"] not in METRICS:
        raise UnknownName("metric", found["metric"], METRICS)
    tags = _tags(found["tags"] or "", text)
    _refuse_unmatched(tags, journeys, text)
    threshold = Threshold(
        " ".join(text.split()),
        found["metric"],
        tags.get("layer", ""),
        tags.get("journey", ""),
        found["aggregate"],
        found["operator"],
        float(found["limit"]),
    )
    _refuse_senseless(threshold)
    return threshold


def hold(threshold: Threshold, book: Book, *, fewest: int | None = None) -> Held:
    """What became of it; `fewest` replaces the number of samples that it needs."""
    summary = book.summary(layer=threshold.layer, journey=threshold.journey)
    samples = summary.count if threshold.metric == RATE else summary.ready
    needed = max(1, threshold.needs if fewest is None else fewest)
    value = _value(threshold, summary) if samples else None
    if value is None or samples < needed:
        return Held(threshold, Status.UNKNOWN, value, samples, needed)
    kept = _OPERATORS[threshold.operator](value, threshold.limit)
    return Held(threshold, Status.PASS if kept else Status.FAIL, value, samples, needed)


def _value(threshold: Threshold, summary: Summary) -> float:
    times = summary.durations_ms
    match threshold.aggregate:
        case "rate":
            return summary.ready / summary.count
        case "avg":
            return math.fsum(times) / len(times)
        case "min":
            return times[0]
        case "max":
            return times[-1]
        case "med":
            return percentile(times, 50)
        case other:
            return percentile(times, float(other[2:-1]))


def _tags(text: str, whole: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in filter(None, (it.strip() for it in text.split(","))):
        name, colon, value = (it.strip() for it in part.partition(":"))
        if name not in ("layer", "journey"):
            raise UnknownName(f"selector in '{whole}'", name, ("layer", "journey"))
        if not colon or not value or name in found:
            raise BadSetting(f"In '{whole}' write each selector once, as '{name}:value'.")
        found[name] = value
    return found


def _refuse_unmatched(
    tags: Mapping[str, str], journeys: Mapping[str, Collection[str]], text: str
) -> None:
    if "journey" in tags and tags["journey"] not in journeys:
        raise UnknownName(f"journey in this run, for '{text}',", tags["journey"], journeys)
    chosen = [tags["journey"]] if "journey" in tags else list(journeys)
    asked = {layer for name in chosen for layer in journeys[name]}
    if "layer" in tags and tags["layer"] not in asked:
        raise UnknownName(f"layer that this run asks, for '{text}',", tags["layer"], asked)


def _refuse_senseless(threshold: Threshold) -> None:
    if _kind(threshold.aggregate) not in _AGGREGATES[threshold.metric]:
        raise UnknownName(
            f"aggregate of {threshold.metric}", threshold.aggregate, _AGGREGATES[threshold.metric]
        )
    found = _PERCENTILE.fullmatch(threshold.aggregate)
    if found and float(found[1]) > 100:
        raise BadSetting(f"In '{threshold.text}' a percentile goes from 0 to 100.")
    if threshold.metric == RATE and threshold.limit > 1:
        raise BadSetting(f"In '{threshold.text}' a rate goes from 0 to 1.")


def _kind(aggregate: str) -> str:
    return "p(N)" if _PERCENTILE.fullmatch(aggregate) else aggregate
