"""The time of virtual users: whoever sleeps lets the others go on."""

import time

import gevent


class GeventClock:
    """Real time, monotonic but for `wall_ms`."""

    def now_s(self) -> float:
        """A monotonic time in seconds."""
        return time.perf_counter()

    def now_ms(self) -> float:
        """The same in milliseconds."""
        return time.perf_counter() * 1_000

    def wall_ms(self) -> float:
        """The time since the epoch."""
        return time.time() * 1_000

    def sleep_s(self, seconds: float) -> None:
        """Returns so much later."""
        gevent.sleep(seconds)

    def sleep_ms(self, ms: float) -> None:
        """Returns so much later."""
        gevent.sleep(ms / 1_000)
