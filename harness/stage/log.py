"""The one list of everything that was seen, in the order of arrival."""

import threading
from collections.abc import Iterable, Mapping

from harness.model.event import Event, Json, Phase
from harness.stage.mask import mask


class EventLog:
    """Numbers events as they arrive. Safe to append to from any thread; secrets are masked on the
    way in.
    """

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._lock = threading.Condition()

    def add(
        self,
        actor: str,
        kind: Phase,
        what: str,
        detail: Mapping[str, Json] | None = None,
        *,
        at_ms: float = 0.0,
        clock: str = "harness",
        pair: str = "",
    ) -> Event:
        """Appends one event with the next seq, and returns it."""
        clean = mask(dict(detail or {}))
        fields: Mapping[str, Json] = clean if isinstance(clean, Mapping) else {}
        with self._lock:
            event = Event(len(self._events) + 1, at_ms, clock, actor, kind, what, pair, fields)
            self._events.append(event)
            self._lock.notify_all()
        return event

    def extend(self, events: Iterable[Event]) -> None:
        """Appends what another recorder numbered for itself, in its own order, with seqs of this
        log.
        """
        for it in events:
            self.add(
                it.actor,
                it.kind,
                it.what,
                it.detail,
                at_ms=it.at_ms,
                clock=it.clock,
                pair=it.pair,
            )

    def since(self, seq: int) -> tuple[Event, ...]:
        """The events after `seq`, in order; 0 is before the first."""
        with self._lock:
            return tuple(self._events[seq:])

    def wait(self, seq: int, limit_s: float) -> None:
        """Waits until there is an event after `seq`, at most so long."""
        with self._lock:
            self._lock.wait_for(lambda: len(self._events) > seq, limit_s)

    @property
    def last_seq(self) -> int:
        """The seq of the newest event, 0 where there is none."""
        return len(self._events)
