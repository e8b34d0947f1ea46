"""A run as Prometheus reads it, while it goes on: text in its exposition format.

session_loads_total{layer,outcome,journey}            loads by what they came to
session_load_duration_seconds{layer,journey}          histogram of ready loads' response times
session_load_service_seconds{layer,journey}           the same of service times
session_layer_attempts_total{layer}                   requests to a layer; storage counts loads
session_arrivals_total{fate}                          what became of every visitor
load_generator_late_seconds, load_generator_cpu_ratio the generator itself, in the last second
"""

from collections.abc import Iterator, Sequence

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector, CollectorRegistry

from harness.measure.book import READY, Book, Timed
from harness.measure.histogram import Histogram, highest_us
from harness.measure.timeline import Timeline

CONTENT_TYPE = CONTENT_TYPE_LATEST
# In seconds: from a read of storage to the deadline of a load.
BOUNDS = (
    *(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5),
    *(1.0, 2.5, 5.0, 10.0, 20.0, 30.0),
)


class Figures(Collector):
    """What a run has measured by now."""

    def __init__(self, book: Book, timeline: Timeline) -> None:
        self._book = book
        self._timeline = timeline

    def collect(self) -> Iterator[Metric]:
        """Every family, anew at each look."""
        yield self._loads()
        name, what = "session_load_duration_seconds", "Ready loads, from when they were meant"
        yield self._durations(name, what, service=False)
        name, what = "session_load_service_seconds", "Ready loads, from when they began"
        yield self._durations(name, what, service=True)
        yield self._attempts()
        yield self._arrivals()
        yield from self._generator()

    def text(self) -> bytes:
        """In the format that Prometheus scrapes."""
        registry = CollectorRegistry()
        registry.register(self)
        return generate_latest(registry)

    def _loads(self) -> Metric:
        labels = ("layer", "outcome", "journey")
        found = CounterMetricFamily("session_loads", "Loads by what they came to", labels=labels)
        counts: dict[tuple[str, str, str], int] = {}
        for key, it in self._book.series.items():
            where = (str(key.layer), key.outcome, key.journey)
            counts[where] = counts.get(where, 0) + it.response.count
        for where, count in counts.items():
            found.add_metric(where, count)
        return found

    def _durations(self, name: str, what: str, *, service: bool) -> Metric:
        found = HistogramMetricFamily(name, what, labels=("layer", "journey"))
        ready: dict[tuple[str, str], Timed] = {}
        for key, it in self._book.series.items():
            if key.outcome == READY:
                ready.setdefault((str(key.layer), key.journey), Timed()).merge(it)
        for where, timed in ready.items():
            times = timed.service if service else timed.response
            found.add_metric(where, buckets(times), times.total_us / 1_000_000)
        return found

    def _attempts(self) -> Metric:
        found = CounterMetricFamily(
            "session_layer_attempts", "Requests to a layer", labels=("layer",)
        )
        asked = sum(times * count for times, count in self._book.attempts.items())
        found.add_metric(("server",), asked)
        found.add_metric(("storage",), self._book.summary(layer="storage").count)
        return found

    def _arrivals(self) -> Metric:
        found = CounterMetricFamily("session_arrivals", "Visitors by fate", labels=("fate",))
        for fate, count in self._book.ledger.plain().items():
            found.add_metric((fate,), count)
        return found

    def _generator(self) -> Iterator[Metric]:
        seconds = self._timeline.whole()
        last = seconds[-2] if len(seconds) > 1 else None
        late = GaugeMetricFamily("load_generator_late_seconds", "How late the generator's loop was")
        cpu = GaugeMetricFamily("load_generator_cpu_ratio", "Its busiest process, of one core")
        late.add_metric((), last.late_ms / 1_000 if last else 0.0)
        cpu.add_metric((), last.cpu if last else 0.0)
        yield from (late, cpu)


def buckets(times: Histogram, bounds: Sequence[float] = BOUNDS) -> list[tuple[str, float]]:
    """Prometheus' buckets: how many took no longer than each bound, in seconds, and all of them.

    A time within a thousandth of a bound may stand on its other side.
    """
    counts = [0] * (len(bounds) + 1)
    for index, count in times.counts.items():
        us = min(highest_us(index), times.most_us)
        at = next((at for at, it in enumerate(bounds) if us <= it * 1_000_000), len(bounds))
        counts[at] += count
    names = [*(str(float(it)) for it in bounds), "+Inf"]
    sums = [float(sum(counts[: at + 1])) for at in range(len(counts))]
    return list(zip(names, sums, strict=True))
