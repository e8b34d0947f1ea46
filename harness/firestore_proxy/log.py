"""The log of what went through the proxy, in order of arrival, in the words of the mock's log."""

import asyncio
import time
from collections import deque
from collections.abc import Mapping
from itertools import islice

from harness.model.event import Json

KEPT = 100_000
"""Entries kept; older ones are gone, and `after` says how many were missed."""

ACTOR = "database"


class CallLog:
    """Entries with rising `seq`, the first is 1. `pair` is the number of the call."""

    def __init__(self, *, kept: int = KEPT) -> None:
        self._entries: deque[dict[str, Json]] = deque(maxlen=kept)
        self._seq = 0
        self._news = asyncio.Event()
        self._closed = False

    @property
    def seq(self) -> int:
        """The number of the newest entry, 0 when there was none."""
        return self._seq

    def add(self, kind: str, what: str, detail: Mapping[str, Json], pair: str) -> int:
        """Writes an entry now and returns its seq."""
        self._seq += 1
        self._entries.append(
            {
                "seq": self._seq,
                "at_ms": round(time.time() * 1_000, 3),
                "actor": ACTOR,
                "kind": kind,
                "what": what,
                "pair": pair,
                "detail": dict(detail),
            }
        )
        self._news.set()
        return self._seq

    def after(self, seq: int) -> tuple[list[dict[str, Json]], int]:
        """Entries newer than `seq`, oldest first, and how many such were already dropped."""
        if not self._entries:
            return [], 0
        first = self._seq - len(self._entries) + 1
        return list(islice(self._entries, max(0, seq + 1 - first), None)), max(0, first - seq - 1)

    async def wait(self, seq: int, wait_ms: float) -> None:
        """Returns as soon as there is an entry newer than `seq`, at the latest after `wait_ms`."""
        try:
            async with asyncio.timeout(wait_ms / 1_000):
                while self._seq <= seq and not self._closed:
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            return

    def close(self) -> None:
        """Lets every waiting reader go, now and later, because the proxy is stopping."""
        self._closed = True
        self._news.set()

    def clear(self) -> None:
        """Forgets all entries; `seq` goes on rising, so that no reader mistakes new for old."""
        self._entries.clear()
