"""The server's log comes by itself, until the server is gone."""

import threading
from typing import cast

import pytest

from harness.backend.answer import Log
from harness.backend.control import ControlPlane
from harness.errors import BackendLost
from harness.model.event import Event, Phase
from harness.racing.feed import Feed

LONG_S = 30.0


class Control:
    """A control plane with a log of its own; `end` has it refuse."""

    def __init__(self) -> None:
        self._events = [self._event(1)]
        self._news = threading.Condition()
        self._gone = False

    def events(self, *, after: int = 0, wait_ms: int = 0) -> Log:
        with self._news:
            self._news.wait_for(lambda: self._gone or len(self._events) > after, wait_ms / 1_000)
            if self._gone:
                raise BackendLost("the server is gone")
            return Log(tuple(self._events[after:]), len(self._events), 0)

    def log(self) -> None:
        with self._news:
            self._events.append(self._event(len(self._events) + 1))
            self._news.notify_all()

    def end(self) -> None:
        with self._news:
            self._gone = True
            self._news.notify_all()

    def _event(self, seq: int) -> Event:
        return Event(seq, 0.0, "backend", "server", Phase.INFO, "request", f"r{seq}", {})


class Noticed:
    """Counts what it is told of."""

    def __init__(self) -> None:
        self._told = threading.Semaphore(0)

    def __call__(self) -> None:
        self._told.release()

    def wait(self) -> None:
        assert self._told.acquire(timeout=LONG_S)


def test_what_is_logged_after_the_beginning_comes_with_a_notice() -> None:
    control, noticed = Control(), Noticed()
    feed = Feed(cast("ControlPlane", control), noticed)

    control.log()
    noticed.wait()
    control.log()
    noticed.wait()

    assert [it.pair for it in feed.since(0)] == ["r2", "r3"]
    assert [it.pair for it in feed.since(1)] == ["r3"]
    assert feed.count == 2
    control.end()
    feed.close()


def test_a_server_that_is_gone_is_said_to_who_asks() -> None:
    control, noticed = Control(), Noticed()
    feed = Feed(cast("ControlPlane", control), noticed)

    control.end()
    noticed.wait()

    with pytest.raises(BackendLost, match="the server is gone"):
        feed.since(0)
    feed.close()
