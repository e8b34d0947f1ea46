"""The mock as the stage's `Backend`: its log, its faults, its gates."""

import json
from collections.abc import Mapping

from harness.backend.control import ControlPlane
from harness.backend.fault import BackendFault, database_fault
from harness.conditions.wire import Fault
from harness.model.event import Event, Json
from harness.model.word import Role
from harness.profile.endpoint import Endpoint
from harness.profile.profile import Profile
from harness.stage.backend import DatabaseFault

# So many bytes of an answer come before it stalls: its headers, and a part of its body.
STALLS_AFTER = 16


class WatchedMock:
    """Reads on in the mock's log where it last stopped."""

    def __init__(self, control: ControlPlane, profile: Profile) -> None:
        self._control = control
        self._next = int(str(control.state()["seq"]))
        self.faults = MockFaults(control, profile)

    def events(self) -> tuple[Event, ...]:
        """What was logged since the last call."""
        log = self._control.events(after=self._next)
        self._next = log.next
        return log.events

    def open_gate(self, name: str) -> None:
        """Lets one go who is parked, or the next to come."""
        self._control.open_gate(name)

    def parked(self) -> tuple[str, ...]:
        """The gates at which something is held."""
        return tuple(it.gate for it in self._control.parked())

    def hold(self, role: Role) -> str:
        """Holds the next request of the role; its gate is named after it."""
        return self.faults.hold(role)

    def document(self, path: str) -> Mapping[str, Json] | None:
        """The document as it is stored now, past all faults."""
        stored = self._control.document(path)
        return stored.fields if stored else None

    def write(self, path: str, fields: Mapping[str, Json]) -> None:
        """Writes the document, past all faults."""
        self._control.seed({path: fields})

    def disturb(self, fault: DatabaseFault) -> None:
        """Plays a fault in the database."""
        self.faults.disturb(fault)

    def limit(self, per_minute: int) -> None:
        """Lets each caller make so many calls a minute, until the faults are cleared."""
        self.faults.limit(per_minute)


class MockFaults:
    """A condition's fault as the control plane's."""

    def __init__(self, control: ControlPlane, profile: Profile) -> None:
        self._control = control
        self._profile = profile
        self._used = False
        self._limited = False

    def can_play(self, fault: Fault) -> bool:
        """Whether method and path alone tell its requests, they are to arrive, and no dice are
        thrown. A reset is not for the server: a browser sends what it sent on a connection that
        was kept once more, by itself, and the page never learns of it.
        """
        endpoints = self._endpoints(fault)
        told_by_path = bool(endpoints) and all(not it.field for it in endpoints)
        arrives = not (fault.offline or fault.reset)
        return told_by_path and arrives and fault.probability >= 1

    def add(self, fault: Fault) -> None:
        """Adds the fault on each endpoint of its role."""
        self._used = True
        self._control.add_faults([self._on(it, fault) for it in self._endpoints(fault)])

    def hold(self, role: Role) -> str:
        """Holds the next request of the role at a gate of its name."""
        self._used = True
        gate = f"server.{role}"
        endpoints = self._endpoints(Fault(role))
        self._control.add_faults(
            [
                BackendFault({"gate": gate}, method=it.method, path=it.at("*"), times=1)
                for it in endpoints
            ]
        )
        return gate

    def disturb(self, fault: DatabaseFault) -> None:
        """Adds a fault of the database's."""
        self._used = True
        self._control.add_faults([database_fault(fault)])

    def limit(self, per_minute: int) -> None:
        """Sets the limit of calls."""
        self._limited = True
        self._control.limit(per_minute)

    def clear(self) -> None:
        """Takes all faults and limits away, if there were any."""
        if self._used:
            self._control.clear_faults()
        if self._limited:
            self._control.limit(None)

    def _endpoints(self, fault: Fault) -> tuple[Endpoint, ...]:
        if fault.role == "document":
            return (Endpoint(path=f"GET {self._profile.paths.runner}"),)
        found: tuple[Endpoint, ...] = getattr(self._profile.api, fault.role.value, ())
        return found

    def _on(self, endpoint: Endpoint, fault: Fault) -> BackendFault:
        method = "" if endpoint.method == "*" else endpoint.method
        return BackendFault(
            _effect(fault),
            method=method,
            path=endpoint.at("*"),
            times=fault.times,
            after=fault.skip,
        )


def _effect(fault: Fault) -> dict[str, Json]:
    if fault.hang:
        return {"hang": True}
    if fault.stall:
        return {"stall": STALLS_AFTER}
    if fault.delay_ms:
        return {"delay_ms": fault.delay_ms}
    effect: dict[str, Json] = {"status": fault.status or 503}
    if fault.headers:
        effect["headers"] = dict(fault.headers)
    if fault.body is not None:
        effect["body"] = _body(fault.body)
    return effect


def _body(text: str) -> Json:
    """What is JSON goes out as JSON, anything else as the text that it is."""
    try:
        found: Json = json.loads(text)
    except ValueError:
        return text
    return found if isinstance(found, Mapping) else text
