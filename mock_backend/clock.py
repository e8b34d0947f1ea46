"""What time it is, so that tests can decide."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """A source of the present instant; it never goes backwards within a process."""

    def now(self) -> datetime:
        """The present instant, in UTC."""

    def now_ms(self) -> float:
        """The same instant as milliseconds since the epoch."""


class SystemClock:
    """The wall clock as it stood at the start, moved on by the monotonic one."""

    def __init__(self) -> None:
        self._offset_ms = time.time() * 1000 - time.monotonic() * 1000

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.fromtimestamp(self.now_ms() / 1000, UTC)

    def now_ms(self) -> float:
        """Milliseconds since the epoch; differences between two calls are monotonic."""
        return time.monotonic() * 1000 + self._offset_ms


def rfc3339(instant: datetime) -> str:
    """An instant as text, in UTC with milliseconds: `2026-01-02T03:04:05.678Z`."""
    utc = instant.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"
