import json
import random

import pytest

from harness.errors import BadRun
from harness.measure.book import Book, Key
from harness.measure.climb import Climb, stepped
from harness.measure.health import Health
from harness.measure.result import FORM, Facts, Tree, Verdict, document, read, text, times_of
from harness.measure.threshold import hold, parse_thresholds
from harness.measure.timeline import Timeline, of_columns
from harness.model.word import Status

HELD = parse_thresholds("load_duration: p(95)<100", {"mixed": ("storage", "server")})
FACTS = Facts(
    url="http://127.0.0.1:1",
    profile="mock",
    journey="mixed",
    empty_storage=0.2,
    plan={"name": "steady"},
    began_at="2026-01-02T03:04:05.000+00:00",
    lasted_s=2.0,
    users=10,
    workers=1,
)


def filled(loads: int = 300) -> tuple[Book, Timeline]:
    chance = random.Random(3)
    book, timeline = Book(), Timeline()
    for number in range(loads):
        us = int(chance.lognormvariate(9, 1))
        layer = "server" if number % 3 else "storage"
        index = book.load(Key(layer, "mixed"), us, us // 2)
        timeline.load(number * 3 / loads, layer, index, ready=True)
        timeline.at(number * 3 / loads).done += 1
        book.offer(0)
        book.ledger.done += 1
    book.load(Key("server", "mixed", "error:network"), 5_000_000, 5_000_000, "error:network")
    book.leg("db", 1_500)
    return book, timeline


def tree(climb: Climb | None = None) -> Tree:
    book, timeline = filled()
    return document(
        FACTS,
        book,
        timeline,
        held=[hold(it, book) for it in HELD],
        health=Health(late=(1,), notes=("It was late once.",)),
        verdict=Verdict(Status.PASS, "All kept."),
        climb=climb,
    )


def test_it_survives_being_written_and_read() -> None:
    whole = tree()

    assert read(text(whole)) == json.loads(json.dumps(whole))


def test_what_was_done_after_the_end_is_no_rate() -> None:
    found = tree()

    assert found["offered_per_s"] == 150
    assert found["achieved_per_s"] == 100  # a third of 300 ended in the grace after two seconds


def test_a_layer_has_its_counts_and_its_times() -> None:
    server = tree()["layers"]["server"]

    assert (server["count"], server["ready"], server["failed"]) == (201, 200, 1)
    assert server["success_rate"] == 200 / 201
    assert server["p95_ms"] < server["max_ms"]
    assert server["p99_ms"] is None  # two samples lie beyond it
    assert server["service"]["p50_ms"] == pytest.approx(server["p50_ms"] / 2, rel=0.01)
    assert server["reasons"] == {"error:network": 1}


def test_histograms_come_back_from_the_document() -> None:
    book, _ = filled()

    found = times_of(read(text(tree())), layer="server", outcome="ready")

    whole = book.summary(layer="server").times.response
    assert found.counts == whole.counts
    assert found.max_ms == whole.max_ms
    assert found.mean_ms == pytest.approx(whole.mean_ms, abs=1e-5)


def test_the_timeline_comes_back_from_the_document() -> None:
    _, timeline = filled()

    assert of_columns(read(text(tree()))["timeline"]).columns() == timeline.columns()


def test_steps_stand_with_their_thresholds() -> None:
    book, _ = filled()
    for _ in range(300):
        book.settle(0)
    climb = Climb((stepped(0, 150, book, HELD, lasted_s=2),))

    found = tree(climb)["climb"]

    assert found["highest_per_s"] == 150
    assert found["broke_per_s"] is None
    assert found["steps"][0]["thresholds"][0]["status"] == "pass"


@pytest.mark.parametrize("said", ["", "[]", "{}", "5", json.dumps({"form": FORM + 1})])
def test_what_is_no_result_is_refused(said: str) -> None:
    with pytest.raises(BadRun):
        read(said)
