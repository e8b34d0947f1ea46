import json
from dataclasses import dataclass, field

import pytest

from harness.errors import BadSetting
from harness.measure.book import Key
from harness.swarm.export import PATH, Exporter, export_asked
from harness.swarm.run import Run


@dataclass
class Collector:
    """Takes what it is sent, but while it is `away`."""

    away: bool = False
    took: list[tuple[str, bytes]] = field(default_factory=list)

    def __call__(self, url: str, body: bytes) -> None:
        if self.away:
            raise OSError("refused")
        self.took.append((url, body))


def running() -> Run:
    run = Run()
    run.begin("r1")
    run.book.load(Key("server", "mixed"), 20_000, 20_000)
    return run


def test_what_was_measured_by_now_is_sent() -> None:
    collector = Collector()

    Exporter(running(), "http://c.test/v1/metrics", collector).send()

    ((url, body),) = collector.took
    resource = json.loads(body)["resourceMetrics"][0]["resource"]["attributes"]
    assert url == "http://c.test/v1/metrics"
    assert {it["key"]: it["value"]["stringValue"] for it in resource} == {
        "service.name": "layerproof",
        "service.instance.id": "r1",
    }


def test_before_the_run_nothing_is_sent() -> None:
    collector = Collector()

    Exporter(Run(), "http://c.test/v1/metrics", collector).send()

    assert collector.took == []


def test_a_collector_that_is_away_is_told_once_and_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    collector = Collector(away=True)
    exporter = Exporter(running(), "http://c.test/v1/metrics", collector)

    exporter.send()
    exporter.send()
    collector.away = False
    exporter.send()

    assert [it.message for it in caplog.records] == [
        "--otlp http://c.test/v1/metrics takes nothing: refused. The run goes on."
    ]
    assert len(collector.took) == 1


@pytest.mark.parametrize("url", ["collector:4318", "http://", "ftp://c.test"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(BadSetting, match="--otlp"):
        export_asked(Run(), url)


def test_without_an_address_nothing_is_exported() -> None:
    assert export_asked(Run(), "") is None
    assert PATH == "/v1/metrics"
