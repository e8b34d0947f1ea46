"""The server's log as it is written, read by a thread of its own, so that nobody asks in vain."""

import threading
from collections.abc import Callable, Sequence

from harness.backend.control import ControlPlane
from harness.errors import BackendLost
from harness.model.event import Event

# So long it takes at most to end it.
WAIT_MS = 250


class Feed:
    """Everything that server and database have logged since it began. `notice` is called when there
    is more, from the feed's thread.
    """

    def __init__(self, control: ControlPlane, notice: Callable[[], None]) -> None:
        self._control = control
        self._notice = notice
        self._events: list[Event] = []
        self._next = control.events(after=0).next
        self._closed = threading.Event()
        self._lost: BackendLost | None = None
        self._thread = threading.Thread(target=self._read, name="server-log", daemon=True)
        self._thread.start()

    def since(self, index: int) -> Sequence[Event]:
        """The events from that index on; raises BackendLost where the server is gone."""
        if self._lost is not None:
            raise self._lost
        return self._events[index:]

    @property
    def count(self) -> int:
        """How many events there are."""
        return len(self._events)

    def close(self) -> None:
        """Ends the thread, at the latest when its question is answered."""
        self._closed.set()
        self._thread.join(timeout=2 * WAIT_MS / 1_000)

    def _read(self) -> None:
        while not self._closed.is_set():
            try:
                log = self._control.events(after=self._next, wait_ms=WAIT_MS)
            except BackendLost as error:
                self._lost = error
                self._notice()
                return
            self._next = log.next
            if log.events:
                self._events += log.events
                self._notice()
