"""The mock as the stage's `Backend`: its log, its faults, its gates."""

from harness.backend.control import ControlPlane
from harness.backend.fault import BackendFault
from harness.conditions.wire import Fault
from harness.model.event import Event, Json
from harness.profile.endpoint import Endpoint
from harness.profile.profile import Profile
from harness.stage.wiring import ServerFaults


class WatchedMock:
    """Reads on in the mock's log where it last stopped."""

    def __init__(self, control: ControlPlane, profile: Profile) -> None:
        self._control = control
        self._next = control.events(after=0).next
        self.faults: ServerFaults = MockFaults(control, profile)

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


class MockFaults:
    """A condition's fault as the control plane's."""

    def __init__(self, control: ControlPlane, profile: Profile) -> None:
        self._control = control
        self._profile = profile
        self._used = False

    def can_play(self, fault: Fault) -> bool:
        """Whether method and path alone tell its requests, they are to arrive, and no dice are
        thrown.
        """
        endpoints = self._endpoints(fault)
        told_by_path = bool(endpoints) and all(not it.field for it in endpoints)
        return told_by_path and not fault.offline and fault.probability >= 1

    def add(self, fault: Fault) -> None:
        """Adds the fault on each endpoint of its role."""
        self._used = True
        self._control.add_faults([self._on(it, fault) for it in self._endpoints(fault)])

    def clear(self) -> None:
        """Takes all faults away, if there were any."""
        if self._used:
            self._control.clear_faults()

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
    if fault.reset:
        return {"reset": True}
    if fault.delay_ms:
        return {"delay_ms": fault.delay_ms}
    effect: dict[str, Json] = {"status": fault.status or 503}
    if fault.headers:
        effect["headers"] = dict(fault.headers)
    if fault.body is not None:
        effect["body"] = fault.body
    return effect
