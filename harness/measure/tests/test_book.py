import random
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgpack
import pytest

from harness.measure.book import MOST_REASONS, OTHERS, Book, Key
from harness.model.word import Layer

ROOT = Path(__file__).parents[3]
FAST = Key("storage", "mixed")
SLOW = Key("server", "mixed")
BROKEN = Key("server", "mixed", "error:network")


def book() -> Book:
    it = Book()
    for us in (3_000, 1_000, 2_000):
        it.load(FAST, us + 500, us)
    it.load(SLOW, 40_000, 30_000)
    it.load(BROKEN, 90_000, 90_000, "error:network")
    it.load(Key("server", "fallback"), 50_000, 50_000)
    return it


def test_a_layer_has_its_ready_loads_times_and_its_failures() -> None:
    found = book().summary(layer="server")

    assert (found.ready, found.failed, found.count) == (2, 1, 3)
    assert found.times.response.max_ms == 50
    assert found.times.service.min_ms == 30


def test_response_and_service_time_stand_side_by_side() -> None:
    times = book().summary(layer="storage").times

    assert (times.response.mean_ms, times.service.mean_ms) == (2.5, 2.0)


def test_nothing_named_is_everything() -> None:
    found = book().summary()

    assert (found.ready, found.failed) == (5, 1)


def test_a_journey_is_chosen_by_its_name() -> None:
    assert book().summary(journey="fallback").count == 1
    assert book().summary(layer="storage", journey="fallback").count == 0


def test_times_of_an_outcome_and_of_every_error() -> None:
    assert book().summary(outcome="error:network").times.response.max_ms == 90
    assert book().summary(outcome="error").times.response.count == 1
    assert book().summary(outcome="error:net").times.response.count == 0


def test_steps_are_apart() -> None:
    it = Book()
    it.load(Key("server", "mixed", step=0), 1_000, 1_000)
    it.load(Key("server", "mixed", step=1), 2_000, 2_000)

    assert it.summary(step=1).times.response.max_ms == 2
    assert it.summary(step=1).count == 1
    assert it.summary().count == 2


def test_layers_are_those_that_something_is_known_of() -> None:
    assert Book().layers() == ()
    assert book().layers() == (Layer.STORAGE, Layer.SERVER)


def test_reasons_are_counted_and_bounded() -> None:
    it = Book()
    for number in range(MOST_REASONS + 9):
        it.load(BROKEN, 1, 1, f"reason {number}")
    it.load(BROKEN, 1, 1, "reason 3")

    found = it.reasons("server")

    assert found[OTHERS] == 9
    assert found["reason 3"] == 2
    assert sum(found.values()) == it.summary().failed == MOST_REASONS + 10


def test_a_page_moves_everything_to_another_book() -> None:
    worker, master = book(), Book()
    worker.ledger.done = 6
    worker.offer(3)
    worker.leg("db", 1_500)
    worker.attempted(2)
    worker.settle(3)
    worker.starts.add(9_000, 8_000)

    page = worker.page()
    master.put_in(page)
    master.put_in(worker.page())

    assert worker.summary().count == 0
    assert worker.ledger.offered == 0
    assert master.summary().count == 6
    assert master.ledger.done == 6
    assert master.legs["db"].max_ms == 1.5
    assert (master.attempts, master.offered, master.settled) == ({2: 1}, {3: 1}, {3: 1})
    assert master.ledger.offered == 1
    assert master.starts.response.max_ms == 9


def test_books_of_three_workers_are_the_book_of_one() -> None:
    chance = random.Random(11)
    one, master, workers = Book(), Book(), [Book(), Book(), Book()]
    for number in range(3_000):
        us = int(chance.lognormvariate(9, 1))
        key = FAST if number % 3 else SLOW
        one.load(key, us, us // 2)
        chance.choice(workers).load(key, us, us // 2)

    for it in workers:
        master.put_in(it.page())

    for key, series in one.series.items():
        assert master.series[key].response.counts == series.response.counts
        assert master.series[key].service.plain()[:4] == series.service.plain()[:4]


RECORDED = """
import random, sys
import msgpack
from harness.measure.book import Book, Key

def values():
    chance = random.Random(23)
    return [int(chance.lognormvariate(9, 1.5)) for _ in range(9_000)]

def recorded(worker, workers):
    book = Book()
    for number, us in enumerate(values()):
        if number % workers == worker:
            book.load(Key("server" if number % 2 else "storage", "mixed"), us, us // 3)
    return book

if __name__ == "__main__":
    sys.stdout.buffer.write(msgpack.dumps(recorded(int(sys.argv[1]), 3).page()))
"""


def test_three_processes_come_to_the_same_as_one(tmp_path: Path) -> None:
    script = tmp_path / "recorded.py"
    script.write_text(RECORDED, encoding="utf-8")
    whole: dict[str, Any] = runpy.run_path(str(script))
    one: Book = whole["recorded"](0, 1)
    master = Book()

    for worker in range(3):
        command = [sys.executable, str(script), str(worker)]
        said = subprocess.run(command, check=True, capture_output=True, cwd=ROOT).stdout
        master.put_in(msgpack.loads(said, strict_map_key=False))

    assert master.summary().count == 9_000
    for key, series in one.series.items():
        merged = master.series[key]
        assert merged.response.counts == series.response.counts
        assert merged.response.plain()[:4] == series.response.plain()[:4]
        assert merged.service.counts == series.service.counts


@pytest.mark.parametrize("page", [{}, {"form": 1}])
def test_a_page_of_another_form_is_refused(page: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="form"):
        Book().put_in(page)


def test_a_page_that_cannot_be_read_leaves_nothing_behind() -> None:
    page = book().page()
    page["legs"] = [["db", [1, 2]]]
    master = Book()

    with pytest.raises(ValueError, match="no histogram"):
        master.put_in(page)

    assert master.summary().count == 0
