"""How many calls one caller may make: a fixed window, counted per uid."""

import math

from mock_backend.clock import Clock

PER_MINUTE = 600_000
"""The default: more than one core can serve, so that only a lower setting is ever felt."""

_WINDOW_MS = 60_000


class RateLimit:
    """Counts calls; nobody is told of a limit before `wait_s` is asked."""

    def __init__(self, clock: Clock, per_minute: int = PER_MINUTE) -> None:
        self._clock = clock
        self._own = per_minute
        self._per_minute = per_minute
        self._window = -1
        self._calls: dict[str, int] = {}

    def count(self, uid: str) -> None:
        """Counts one call of this caller in the present minute."""
        window = int(self._clock.now_ms() // _WINDOW_MS)
        if window != self._window:
            self._window = window
            self._calls.clear()
        self._calls[uid] = self._calls.get(uid, 0) + 1

    def wait_s(self, uid: str) -> int:
        """Whole seconds until the caller may call again, 0 when that is now."""
        if self._calls.get(uid, 0) <= self._per_minute:
            return 0
        rest_ms = _WINDOW_MS - self._clock.now_ms() % _WINDOW_MS
        return max(1, math.ceil(rest_ms / 1000))

    def limit(self, per_minute: int | None) -> None:
        """Sets how many calls a minute are let pass; None for what it was made with."""
        self._per_minute = self._own if per_minute is None else per_minute

    def clear(self) -> None:
        """Forgets all calls, and any other limit than its own."""
        self._calls.clear()
        self._per_minute = self._own
