"""A run as OpenTelemetry takes it, while it goes on: one metrics request of OTLP, in JSON.

It is `ExportMetricsServiceRequest` by the protocol's JSON mapping (opentelemetry-proto 1.x,
docs/specification.md): names in lowerCamelCase, 64-bit whole numbers as text, enums as numbers. The
families are those that Prometheus scrapes (`harness.measure.exposition`), with their names: sums
and histograms count from the run's beginning.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from prometheus_client.metrics_core import Metric

Json: TypeAlias = dict[str, Any]

CUMULATIVE = 2
"""AGGREGATION_TEMPORALITY_CUMULATIVE"""

SCOPE = "layerproof.load"
_UNITS = {"_seconds": "s", "_ratio": "1"}


def request_of(
    families: Iterable[Metric],
    *,
    began_ns: int,
    now_ns: int,
    about: Mapping[str, str],
    version: str,
) -> bytes:
    """The request's body; `about` is the resource's attributes, times are epoch nanoseconds."""
    span = {"startTimeUnixNano": str(began_ns), "timeUnixNano": str(now_ns)}
    scope = {
        "scope": {"name": SCOPE, "version": version},
        "metrics": [_metric(it, span) for it in families],
    }
    resource = {"attributes": _attributes(about)}
    tree = {"resourceMetrics": [{"resource": resource, "scopeMetrics": [scope]}]}
    return json.dumps(tree).encode()


def _metric(family: Metric, span: Json) -> Json:
    named = {
        "name": family.name,
        "description": family.documentation,
        "unit": next((it for end, it in _UNITS.items() if family.name.endswith(end)), "1"),
    }
    match family.type:
        case "histogram":
            points = [_histogram(it, span) for it in _grouped(family)]
            return {
                **named,
                "histogram": {"dataPoints": points, "aggregationTemporality": CUMULATIVE},
            }
        case "counter":
            points = _numbers(family, span)
            told = {"aggregationTemporality": CUMULATIVE, "isMonotonic": True}
            return {**named, "sum": {"dataPoints": points, **told}}
        case _:
            return {**named, "gauge": {"dataPoints": _numbers(family, span)}}


def _numbers(family: Metric, span: Json) -> list[Json]:
    return [
        {"attributes": _attributes(it.labels), **span, "asDouble": float(it.value)}
        for it in family.samples
    ]


def _grouped(family: Metric) -> list[tuple[dict[str, str], dict[str, float], float]]:
    """Of each series its labels, the counts up to each bound, and the sum."""
    found: dict[tuple[tuple[str, str], ...], tuple[dict[str, float], list[float]]] = {}
    for it in family.samples:
        labels = {name: value for name, value in it.labels.items() if name != "le"}
        upto, total = found.setdefault(tuple(labels.items()), ({}, [0.0]))
        if it.name.endswith("_bucket"):
            upto[it.labels["le"]] = it.value
        elif it.name.endswith("_sum"):
            total[0] = it.value
    return [(dict(labels), upto, total[0]) for labels, (upto, total) in found.items()]


def _histogram(series: tuple[dict[str, str], dict[str, float], float], span: Json) -> Json:
    """A data point, in which each bucket counts its own only, the last one all above the bounds."""
    labels, upto, total = series
    sums = [int(it) for it in upto.values()]
    own = [now - before for before, now in zip([0, *sums], sums, strict=False)]
    return {
        "attributes": _attributes(labels),
        **span,
        "count": str(sums[-1] if sums else 0),
        "sum": total,
        "bucketCounts": [str(it) for it in own],
        "explicitBounds": [float(it) for it in upto if it != "+Inf"],
    }


def _attributes(labels: Mapping[str, str]) -> list[Json]:
    return [{"key": name, "value": {"stringValue": it}} for name, it in labels.items()]
