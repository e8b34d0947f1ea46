"""What is held here are the protocol's own names, as opentelemetry-proto has them in
metrics.proto, common.proto and resource.proto, in their JSON form.
"""

import json
from collections.abc import Mapping
from typing import Any

from harness.measure.book import Book, Key
from harness.measure.exposition import Figures
from harness.measure.otlp import request_of
from harness.measure.timeline import Timeline

# Each message's fields, and which message stands in each; '' is a plain value.
ATTRIBUTE = {"attributes": "KeyValue"}
TIMES = {"startTimeUnixNano": "", "timeUnixNano": ""}
MESSAGES: Mapping[str, Mapping[str, str]] = {
    "ExportMetricsServiceRequest": {"resourceMetrics": "ResourceMetrics"},
    "ResourceMetrics": {"resource": "Resource", "scopeMetrics": "ScopeMetrics", "schemaUrl": ""},
    "Resource": ATTRIBUTE,
    "ScopeMetrics": {"scope": "Scope", "metrics": "Metric", "schemaUrl": ""},
    "Scope": {"name": "", "version": "", **ATTRIBUTE},
    "Metric": {
        "name": "",
        "description": "",
        "unit": "",
        "gauge": "Gauge",
        "sum": "Sum",
        "histogram": "Histogram",
    },
    "Gauge": {"dataPoints": "Number"},
    "Sum": {"dataPoints": "Number", "aggregationTemporality": "", "isMonotonic": ""},
    "Histogram": {"dataPoints": "HistogramPoint", "aggregationTemporality": ""},
    "Number": {**ATTRIBUTE, **TIMES, "asDouble": "", "asInt": ""},
    "HistogramPoint": {
        **ATTRIBUTE,
        **TIMES,
        "count": "",
        "sum": "",
        "bucketCounts": "",
        "explicitBounds": "",
    },
    "KeyValue": {"key": "", "value": "AnyValue"},
    "AnyValue": {"stringValue": "", "intValue": "", "doubleValue": "", "boolValue": ""},
}


def strangers(tree: list[Any] | dict[str, Any] | str, message: str) -> list[str]:
    """The fields, at any depth, that the message does not have."""
    if isinstance(tree, list):
        return [name for it in tree for name in strangers(it, message)]
    if not isinstance(tree, dict):
        return []
    if not message:
        return [f"a table in a plain value: {tree}"]
    fields = MESSAGES[message]
    unknown = [f"{message}.{name}" for name in tree if name not in fields]
    known = [(it, fields[name]) for name, it in tree.items() if name in fields]
    return [*unknown, *(name for it, below in known for name in strangers(it, below))]


def exported() -> dict[str, Any]:
    book = Book()
    book.load(Key("server", "mixed"), 20_000, 4_000)
    book.load(Key("server", "mixed"), 700_000, 4_000)
    book.load(Key("server", "mixed", "error:network"), 900_000, 900_000, "no answer")
    text = request_of(
        Figures(book, Timeline()).collect(),
        began_ns=1_000_000_000,
        now_ns=6_000_000_000,
        about={"service.name": "layerproof"},
        version="1",
    )
    tree: dict[str, Any] = json.loads(text)
    return tree


def metrics() -> dict[str, Any]:
    (resource,) = exported()["resourceMetrics"]
    (scope,) = resource["scopeMetrics"]
    return {it["name"]: it for it in scope["metrics"]}


def test_nothing_stands_in_it_that_the_protocol_does_not_have() -> None:
    assert strangers(exported(), "ExportMetricsServiceRequest") == []


def test_a_name_that_the_protocol_does_not_have_is_found() -> None:
    tree = exported()
    tree["resourceMetrics"][0]["scopeMetrics"][0]["metrics"][0]["sum"]["data_points"] = []

    assert strangers(tree, "ExportMetricsServiceRequest") == ["Sum.data_points"]


def test_loads_are_a_sum_from_the_runs_beginning() -> None:
    it = metrics()["session_loads"]["sum"]

    assert (it["aggregationTemporality"], it["isMonotonic"]) == (2, True)
    values = {
        tuple(found["value"]["stringValue"] for found in point["attributes"]): point["asDouble"]
        for point in it["dataPoints"]
    }
    assert values == {("server", "ready", "mixed"): 2, ("server", "error:network", "mixed"): 1}
    assert {point["startTimeUnixNano"] for point in it["dataPoints"]} == {"1000000000"}


def test_durations_are_a_histogram_whose_buckets_add_up() -> None:
    found = metrics()["session_load_duration_seconds"]
    (point,) = found["histogram"]["dataPoints"]

    assert found["unit"] == "s"
    assert len(point["bucketCounts"]) == len(point["explicitBounds"]) + 1
    assert sum(map(int, point["bucketCounts"])) == int(point["count"]) == 2
    assert point["sum"] == 0.72
    assert point["bucketCounts"][point["explicitBounds"].index(0.025)] == "1"


def test_how_the_generator_fares_is_a_gauge() -> None:
    (point,) = metrics()["load_generator_cpu_ratio"]["gauge"]["dataPoints"]

    assert point["asDouble"] == 0
