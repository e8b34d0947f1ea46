"""What a threshold can be about: each metric with its aggregates, its selectors and its value."""

import re
from dataclasses import dataclass

from harness.measure.book import Book, Summary
from harness.measure.histogram import Histogram

SELECTORS = ("layer", "journey", "outcome")
PERCENTILE = re.compile(r"p\(([0-9]+(?:\.[0-9]+)?)\)")
_TREND = ("avg", "min", "med", "max", "p(N)")


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric. `what` says what it is, in its unit."""

    name: str
    what: str
    aggregates: tuple[str, ...]
    selectors: tuple[str, ...] = ()


RATE = Metric("load_success", "share of loads that came out ready", ("rate",), SELECTORS[:2])
RESPONSE = Metric("load_duration", "ms from when the visitor was meant to come", _TREND, SELECTORS)
SERVICE = Metric("load_service", "ms from when the document was asked for", _TREND, SELECTORS)
START = Metric("start_duration", "ms from when the visitor was meant to come to started", _TREND)
COUNT = Metric("loads", "loads, or loads a second", ("count", "rate"), SELECTORS)
NOT_BEGUN = Metric("loads_not_begun", "visitors for whom no user was free", ("count",))
METRICS = {it.name: it for it in (RATE, RESPONSE, SERVICE, START, COUNT, NOT_BEGUN)}
COUNTERS = (COUNT, NOT_BEGUN)


@dataclass(frozen=True, slots=True)
class Value:
    """What was measured, None where there was nothing to measure, and of how many samples."""

    value: float | None
    samples: int


def kind_of(aggregate: str) -> str:
    """The aggregate as a metric lists it: every percentile is `p(N)`."""
    return "p(N)" if PERCENTILE.fullmatch(aggregate) else aggregate


def measured(
    metric: Metric, aggregate: str, summary: Summary, book: Book, lasted_s: float
) -> Value:
    """The metric's value over these loads, of a run that has lasted so long."""
    match metric.name, aggregate:
        case ("load_success", _):
            rate = summary.ready / summary.count if summary.count else None
            return Value(rate, summary.count)
        case ("loads", "count"):
            return Value(summary.count, summary.count)
        case ("loads", _):
            return Value(summary.count / lasted_s if lasted_s > 0 else None, summary.count)
        case ("loads_not_begun", _):
            return Value(book.ledger.not_begun, book.ledger.offered)
        case (name, _):
            times = _times(name, summary, book)
            return Value(aggregated(times, aggregate) if times.count else None, times.count)


def aggregated(times: Histogram, aggregate: str) -> float:
    """The aggregate of times, in ms; raises ValueError without any."""
    match aggregate:
        case "avg":
            return times.mean_ms
        case "min":
            return times.min_ms
        case "max":
            return times.max_ms
        case "med":
            return times.percentile_ms(50)
        case other:
            return times.percentile_ms(float(other[2:-1]))


def _times(name: str, summary: Summary, book: Book) -> Histogram:
    if name == START.name:
        return book.starts.response
    return summary.times.service if name == SERVICE.name else summary.times.response
