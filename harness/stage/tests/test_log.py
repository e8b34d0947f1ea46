"""Events are numbered as they arrive, from whichever thread, and hold no secret."""

import threading

from harness.model.event import Event, Phase
from harness.stage.log import EventLog


def test_seqs_count_arrivals() -> None:
    log = EventLog()

    log.add("tab-1", Phase.INFO, "click", {"target": "Start"})
    second = log.add("tab-1", Phase.INFO, "click", {"target": "Start"})

    assert second.seq == 2
    assert [it.seq for it in log.since(1)] == [2]


def test_another_recorders_events_get_seqs_of_this_log() -> None:
    log = EventLog()
    log.add("tab-1", Phase.INFO, "click")

    log.extend([Event(900, 5.0, "backend", "server", Phase.BEGIN, "request", "r1", {})])

    (copied,) = log.since(1)
    assert (copied.seq, copied.pair, copied.clock, copied.at_ms) == (2, "r1", "backend", 5.0)


def test_no_seq_is_given_twice_to_threads_that_write_at_once() -> None:
    log = EventLog()

    def write() -> None:
        for _ in range(200):
            log.add("tab-1", Phase.INFO, "click")

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [it.seq for it in log.since(0)] == list(range(1, 801))


def test_a_password_does_not_get_into_an_event() -> None:
    log = EventLog()

    event = log.add("tab-1", Phase.BEGIN, "request", {"sent": {"password": "practice"}})

    assert "practice" not in str(event)


def test_who_waits_is_told_of_the_next_event() -> None:
    log = EventLog()
    writer = threading.Timer(0.05, lambda: log.add("tab-1", Phase.INFO, "click"))
    writer.start()

    log.wait(0, 10.0)

    assert log.last_seq == 1
    writer.join()


def test_a_wait_for_what_never_comes_ends() -> None:
    log = EventLog()

    log.wait(0, 0.01)

    assert log.last_seq == 0
