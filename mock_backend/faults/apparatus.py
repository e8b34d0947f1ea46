"""What a test needs to disturb an application and to see what happened: log, faults and gates."""

from dataclasses import dataclass

from mock_backend.clock import Clock
from mock_backend.events import EventLog
from mock_backend.faults.book import FaultBook
from mock_backend.faults.gates import Gates


@dataclass(frozen=True, slots=True)
class Apparatus:
    """The three that belong together; they write to one log."""

    log: EventLog
    book: FaultBook
    gates: Gates


def apparatus(clock: Clock) -> Apparatus:
    """A new one: nothing logged, no fault, every gate unheard of."""
    log = EventLog(clock)
    return Apparatus(log, FaultBook(log), Gates(log))
