from prometheus_client.parser import text_string_to_metric_families

from harness.measure.book import Book, Key
from harness.measure.exposition import Figures, buckets
from harness.measure.histogram import Histogram
from harness.measure.timeline import Timeline


def scraped(book: Book, timeline: Timeline) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Each sample as Prometheus' own parser reads it."""
    text = Figures(book, timeline).text().decode()
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_loads_are_counted_by_layer_outcome_and_journey() -> None:
    book = Book()
    for step in (0, 1):
        book.load(Key("server", "mixed", "ready", step), 20_000, 10_000)
    book.load(Key("server", "mixed", "error:network"), 900_000, 900_000, "no answer")
    book.attempted(1)
    book.attempted(3)

    found = scraped(book, Timeline())

    def loads(outcome: str) -> float:
        labels = (("journey", "mixed"), ("layer", "server"), ("outcome", outcome))
        return found["session_loads_total", labels]

    assert (loads("ready"), loads("error:network")) == (2, 1)
    assert found["session_layer_attempts_total", (("layer", "server"),)] == 4


def test_durations_of_ready_loads_are_a_histogram_in_seconds() -> None:
    book = Book()
    book.load(Key("server", "mixed"), 20_000, 4_000)
    book.load(Key("server", "mixed"), 700_000, 4_000)
    book.load(Key("server", "mixed", "error:server"), 9_000_000, 9_000_000, "503")

    found = scraped(book, Timeline())

    of = (("journey", "mixed"), ("layer", "server"))

    def below(bound: str) -> float:
        labels = (("journey", "mixed"), ("layer", "server"), ("le", bound))
        return found["session_load_duration_seconds_bucket", labels]

    assert [below(it) for it in ("0.01", "0.025", "0.5", "1.0", "+Inf")] == [0, 1, 1, 2, 2]
    assert found["session_load_duration_seconds_sum", of] == 0.72
    assert found["session_load_service_seconds_sum", of] == 0.008


def test_every_visitor_has_a_fate_and_the_generator_its_last_second() -> None:
    book, timeline = Book(), Timeline()
    book.offer(0)
    book.ledger.not_begun = 1
    timeline.fare(3, backlog=1, busy=2, cpu=0.4, late_ms=30)
    timeline.at(4)

    found = scraped(book, timeline)

    assert found["session_arrivals_total", (("fate", "offered"),)] == 1
    assert found["session_arrivals_total", (("fate", "not_begun"),)] == 1
    assert found["load_generator_cpu_ratio", ()] == 0.4
    assert found["load_generator_late_seconds", ()] == 0.03


def test_a_bucket_counts_all_that_took_no_longer() -> None:
    times = Histogram()
    for us in (1, 1_000, 1_001, 40_000_000):
        times.add(us)

    found = dict(buckets(times, (0.001, 1.0)))

    assert found == {"0.001": 2, "1.0": 3, "+Inf": 4}


def test_nothing_measured_is_nothing_but_zeros() -> None:
    assert set(scraped(Book(), Timeline()).values()) == {0}
