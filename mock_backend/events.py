"""The log of what server and database did, in order of arrival in this process.

Each entry is kept as a bare tuple in a ring of fixed length, because it is written on every
request and read seldom. `pair` is the id of the request that caused it (see `current_request`).
"""

import asyncio
from collections import deque
from collections.abc import Mapping
from contextvars import ContextVar
from itertools import islice
from typing import TypeAlias

from mock_backend.clock import Clock

Detail: TypeAlias = Mapping[str, object]
_Entry: TypeAlias = tuple[int, float, str, str, str, str, Detail]

KEPT = 100_000
"""Entries kept; older ones are gone, and `read` says how many were missed."""

current_request: ContextVar[str] = ContextVar("current_request", default="")
"""The id of the request that this task serves, '' outside of one."""


class EventLog:
    """Entries with rising `seq`, the first is 1; `read` waits for new ones."""

    def __init__(self, clock: Clock, *, kept: int = KEPT) -> None:
        self._clock = clock
        self._entries: deque[_Entry] = deque(maxlen=kept)
        self._seq = 0
        self._news = asyncio.Event()
        self._waiting = 0
        self._closed = False

    @property
    def seq(self) -> int:
        """The number of the newest entry, 0 when there was none."""
        return self._seq

    def add(self, actor: str, kind: str, what: str, detail: Detail, pair: str | None = None) -> int:
        """Writes an entry now and returns its seq; its pair is the current request unless given."""
        self._seq += 1
        owner = current_request.get() if pair is None else pair
        self._entries.append((self._seq, self._clock.now_ms(), actor, kind, what, owner, detail))
        if self._waiting:
            self._news.set()
        return self._seq

    def after(self, seq: int) -> tuple[list[dict[str, object]], int]:
        """Entries newer than `seq`, oldest first, and how many such were already dropped."""
        if not self._entries:
            return [], 0
        first = self._entries[0][0]
        wanted = islice(self._entries, max(0, seq + 1 - first), None)
        return [_as_json(entry) for entry in wanted], max(0, first - seq - 1)

    async def wait(self, seq: int, wait_ms: float) -> None:
        """Returns as soon as there is an entry newer than `seq`, at the latest after `wait_ms`."""
        self._waiting += 1
        try:
            async with asyncio.timeout(wait_ms / 1000):
                while self._seq <= seq and not self._closed:
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            return
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Lets every waiting reader go, now and later, because the application is stopping."""
        self._closed = True
        self._news.set()

    def clear(self) -> None:
        """Forgets all entries; `seq` goes on rising, so that no reader mistakes new for old."""
        self._entries.clear()


def _as_json(entry: _Entry) -> dict[str, object]:
    seq, at_ms, actor, kind, what, pair, detail = entry
    return {
        "seq": seq,
        "at_ms": round(at_ms, 3),
        "actor": actor,
        "kind": kind,
        "what": what,
        "pair": pair,
        "detail": detail,
    }
