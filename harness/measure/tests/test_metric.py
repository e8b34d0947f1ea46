import pytest

from harness.measure.book import Book, Key
from harness.measure.metric import METRICS, Value, kind_of, measured


def book() -> Book:
    found = Book()
    for ms in (10, 20, 30, 40):
        found.load(Key("server", "mixed"), ms * 1_000, ms * 500)
    found.load(Key("server", "mixed", "error:server"), 90_000, 90_000, "error:server")
    found.starts.add(7_000, 6_000)
    found.ledger.offered, found.ledger.not_begun = 6, 1
    return found


@pytest.mark.parametrize(
    ("metric", "aggregate", "value"),
    [
        ("load_success", "rate", Value(0.8, 5)),
        ("load_duration", "avg", Value(25, 4)),
        ("load_duration", "max", Value(40, 4)),
        ("load_duration", "min", Value(10, 4)),
        ("load_service", "max", Value(20, 4)),
        ("start_duration", "max", Value(7, 1)),
        ("loads", "count", Value(5, 5)),
        ("loads", "rate", Value(0.5, 5)),
        ("loads_not_begun", "count", Value(1, 6)),
    ],
)
def test_each_metric_has_its_value_and_samples(metric: str, aggregate: str, value: Value) -> None:
    found = book()

    assert measured(METRICS[metric], aggregate, found.summary(), found, 10) == value


@pytest.mark.parametrize("metric", ["load_success", "load_duration", "start_duration"])
def test_nothing_measured_is_no_value(metric: str) -> None:
    aggregate = METRICS[metric].aggregates[0]

    assert measured(METRICS[metric], aggregate, Book().summary(), Book(), 10) == Value(None, 0)


def test_every_percentile_is_of_one_kind() -> None:
    assert [kind_of(it) for it in ("p(95)", "p(99.9)", "p95", "max")] == [
        *("p(N)", "p(N)", "p95", "max"),
    ]
