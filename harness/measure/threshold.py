"""Thresholds, in k6's grammar, read from text or from a plan, and held against a run's loads.

    load_success{layer:server}: rate>0.99
    load_duration{layer:storage,journey:mixed}: p(95)<300, p(99)<800
    load_success: {"threshold": "rate>0.9", "abortOnFail": true, "delayAbortEval": "10s"}

What follows the colon is one expression, several with commas, or k6's JSON: a table, or a list of
texts and tables. `harness.measure.metric` lists metrics, aggregates and selectors. Times are
milliseconds. Times of `load_duration` are those of ready loads, unless an outcome is selected. Too
few samples are UNKNOWN, whatever they say; unless nobody said how many are wanted, and so many
loads failed that no more are needed to know.
"""

import json
import math
import operator
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from harness.compare.percentile import BEYOND, samples_for
from harness.compare.share import wilson
from harness.errors import BadSetting, UnknownName
from harness.measure.book import READY, Book
from harness.measure.metric import (
    COUNTERS,
    METRICS,
    PERCENTILE,
    RATE,
    Value,
    kind_of,
    measured,
)
from harness.model.word import ErrorKind, Status
from harness.settings.duration import seconds

FEWEST = 2 * BEYOND
# 99.9 % of the standard normal lie within: a run that is looked at each second sees one by chance
# in a thousand looks at most.
CERTAIN_Z = 3.2905
OUTCOMES = (
    READY,
    "missed",
    "unmeant",
    "no-document",
    "error",
    *(f"error:{it}" for it in ErrorKind),
)

_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "===": operator.eq,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
}
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_SELECTED = re.compile(r"\s*(?P<metric>\w+)\s*(?:\{(?P<tags>[^}]*)\})?\s*")
_EXPRESSION = re.compile(
    rf"\s*(?P<aggregate>\w+|p\({_NUMBER}\))\s*"
    rf"(?P<operator>{'|'.join(map(re.escape, _OPERATORS))})\s*(?P<limit>{_NUMBER})\s*"
)
_KEYS = {"threshold", "abortOnFail", "delayAbortEval"}


@dataclass(frozen=True, slots=True)
class Threshold:
    """One expression: which loads, what of them, and what it must be.

    With `aborts` a breach ends the run, once `delay_s` of it have passed.
    """

    text: str
    metric: str
    layer: str
    journey: str
    outcome: str
    aggregate: str
    operator: str
    limit: float
    aborts: bool = False
    delay_s: float = 0.0

    @property
    def needs(self) -> int:
        """How many samples it takes before it says anything.

        A rate takes as many as one load would break it by; a percentile has five beyond it; a
        count says something from the first on.
        """
        if METRICS[self.metric] in COUNTERS:
            return 0
        if self.metric == RATE.name:
            rest = min(self.limit, 1 - self.limit)
            return max(FEWEST, math.ceil(round(1 / rest, 6)) if rest > 0 else FEWEST)
        found = PERCENTILE.fullmatch(self.aggregate)
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
        found = "nothing measured" if self.value is None else f"{self.value:.6g}"
        few = f", needs {self.needed}" if self.status is Status.UNKNOWN else ""
        return (
            f"{self.status.upper()}  {self.threshold.text}  ({found}; {self.samples} samples{few})"
        )


def parse_thresholds(text: str, journeys: Mapping[str, Collection[str]]) -> tuple[Threshold, ...]:
    """The thresholds of one line. `journeys` says which layers each journey of this run asks.

    Raises BadSetting or UnknownName for what is none, and for a selector that no load of this run
    can match.
    """
    colon = _colon_of(text)
    said: object = text[colon + 1 :].strip()
    if colon < 0 or not said:
        raise BadSetting(_unreadable(text))
    if str(said)[0] in "[{":
        try:
            said = json.loads(str(said))
        except ValueError as error:
            raise BadSetting(f"The threshold '{text}' is no JSON: {error}.") from error
    return thresholds_of(text[:colon], said, journeys)


def thresholds_of(
    selector: str, said: object, journeys: Mapping[str, Collection[str]]
) -> tuple[Threshold, ...]:
    """The thresholds for a metric and its selectors: text, table, or a list of them, as in a plan.

    Raises as `parse_thresholds` does.
    """
    found = _SELECTED.fullmatch(selector)
    if found is None:
        raise BadSetting(_unreadable(selector))
    if found["metric"] not in METRICS:
        raise UnknownName("metric", found["metric"], METRICS)
    tags = _tags(found["metric"], found["tags"] or "", selector)
    _refuse_unmatched(tags, journeys, selector)
    name = found["metric"] + ("{" + found["tags"].strip() + "}" if found["tags"] else "")
    return tuple(
        _threshold(name, found["metric"], tags, *parts) for parts in _expressions(said, selector)
    )


def hold(
    threshold: Threshold,
    book: Book,
    *,
    lasted_s: float = 0.0,
    fewest: int | None = None,
    step: int | None = None,
) -> Held:
    """What became of it in a run that has lasted so long, or in one step of it; `fewest` replaces
    the number of samples that it needs.
    """
    summary = book.summary(
        layer=threshold.layer, journey=threshold.journey, outcome=threshold.outcome, step=step
    )
    found = measured(METRICS[threshold.metric], threshold.aggregate, summary, book, lasted_s)
    is_count = METRICS[threshold.metric] in COUNTERS
    needed = threshold.needs if fewest is None or is_count else max(1, fewest)
    enough = found.samples >= needed or (fewest is None and _is_certain(threshold, found))
    if found.value is None or not enough:
        return Held(threshold, Status.UNKNOWN, found.value, found.samples, needed)
    kept = _OPERATORS[threshold.operator](found.value, threshold.limit)
    return Held(threshold, Status.PASS if kept else Status.FAIL, found.value, found.samples, needed)


def _is_certain(threshold: Threshold, found: Value) -> bool:
    """Whether a rate is breached so far beyond its limit that few samples are enough to say so."""
    if threshold.metric != RATE.name or found.value is None:
        return False
    if _OPERATORS[threshold.operator](found.value, threshold.limit):
        return False
    low, high = wilson(round(found.value * found.samples), found.samples, z=CERTAIN_Z)
    return not low <= threshold.limit <= high


def _colon_of(text: str) -> int:
    """Where the metric and its selectors end; -1 where no colon stands after them."""
    return text.find(":", max(text.split(":")[0].find("{") >= 0 and text.find("}"), 0))


def _unreadable(text: str) -> str:
    return (
        f"The threshold '{text}' cannot be read. Write it like "
        "'load_success{layer:server}: rate>0.99' or 'load_duration{layer:storage}: p(95)<300'."
    )


def _expressions(said: object, where: str) -> Iterator[tuple[str, bool, float]]:
    """Each expression's text, whether it aborts the run, and after how many seconds."""
    match said:
        case str():
            yield from ((it, False, 0.0) for it in said.split(","))
        case list() if said:
            for it in said:
                yield from _expressions(it, where)
        case {"threshold": str(text), **rest} if set(rest) < _KEYS:
            yield (
                text,
                _switch(rest.get("abortOnFail", False), where),
                _delay(rest.get("delayAbortEval"), where),
            )
        case _:
            raise BadSetting(
                f"The threshold of '{where}' is an expression, or a table of {sorted(_KEYS)}; "
                f"found {said!r}."
            )


def _switch(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise BadSetting(f"abortOnFail of '{where}' is true or false, found {value!r}.")
    return value


def _delay(said: object, where: str) -> float:
    if said is None:
        return 0.0
    try:
        return seconds(str(said))
    except ValueError as error:
        raise BadSetting(f"delayAbortEval of '{where}': {error}.") from error


def _threshold(
    name: str, metric: str, tags: Mapping[str, str], text: str, aborts: bool, delay_s: float
) -> Threshold:
    found = _EXPRESSION.fullmatch(text)
    if found is None:
        raise BadSetting(_unreadable(f"{name}: {text.strip()}"))
    said = " ".join(text.split())
    threshold = Threshold(
        f"{name}: {said}",
        metric,
        tags.get("layer", ""),
        tags.get("journey", ""),
        tags.get("outcome", ""),
        aggregate=found["aggregate"],
        operator=found["operator"],
        limit=float(found["limit"]),
        aborts=aborts,
        delay_s=delay_s,
    )
    _refuse_senseless(threshold)
    return threshold


def _tags(metric: str, text: str, whole: str) -> dict[str, str]:
    known = METRICS[metric].selectors
    found: dict[str, str] = {}
    for part in filter(None, (it.strip() for it in text.split(","))):
        name, colon, value = (it.strip() for it in part.partition(":"))
        if name not in known:
            raise UnknownName(f"selector of {metric} in '{whole}'", name, known)
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
    if "outcome" in tags and tags["outcome"] not in OUTCOMES:
        raise UnknownName(f"outcome, for '{text}',", tags["outcome"], OUTCOMES)


def _refuse_senseless(threshold: Threshold) -> None:
    metric = METRICS[threshold.metric]
    if kind_of(threshold.aggregate) not in metric.aggregates:
        raise UnknownName(
            f"aggregate of {threshold.metric}", threshold.aggregate, metric.aggregates
        )
    found = PERCENTILE.fullmatch(threshold.aggregate)
    if found and float(found[1]) > 100:
        raise BadSetting(f"In '{threshold.text}' a percentile goes from 0 to 100.")
    if metric is RATE and threshold.limit > 1:
        raise BadSetting(f"In '{threshold.text}' a rate goes from 0 to 1.")
