"""What a control plane gives: the server's and database's own log, and a hand on both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from harness.model.event import Event, Json
from harness.model.word import Role
from harness.stage.wiring import ServerFaults


@dataclass(frozen=True, slots=True)
class DatabaseFault:
    """What happens to calls of the database. `method` is read, create, replace, delete or list
    ('' for any); exactly one of `error` ('unavailable', 'aborted', 'deadline') and `delay_ms`;
    `times` None means always.
    """

    method: str = ""
    error: str = ""
    delay_ms: float = 0
    times: int | None = None


class DatabaseHand(Protocol):
    """A hand on the app's database, whoever holds the server."""

    def disturb(self, fault: DatabaseFault) -> None:
        """Plays a fault in the database until it is calmed."""

    def calm(self) -> None:
        """Takes every fault away that was played here."""


class Backend(Protocol):
    """The server's and database's own log, where it can be seen, and a hand on both."""

    def events(self) -> tuple[Event, ...]:
        """What was logged since the last call, in the backend's own order."""

    @property
    def faults(self) -> ServerFaults:
        """Who plays faults in the server."""

    def hold(self, role: Role) -> str:
        """Holds the next request of that role before it is handled; returns the gate's name."""

    def open_gate(self, name: str) -> None:
        """Lets go who is parked at the server's gate, or the next to come."""

    def parked(self) -> tuple[str, ...]:
        """The gates of the server at which something is held."""

    def document(self, path: str) -> Mapping[str, Json] | None:
        """The document as it is stored now; None where there is none."""

    def write(self, path: str, fields: Mapping[str, Json]) -> None:
        """Puts these fields in place of the document's, past the server."""

    def disturb(self, fault: DatabaseFault) -> None:
        """Plays a fault in the database until the faults are cleared."""

    def limit(self, per_minute: int) -> None:
        """Lets each caller make so many calls a minute."""
