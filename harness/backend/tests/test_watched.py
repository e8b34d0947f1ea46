"""A condition's fault becomes the control plane's, on the endpoints of its role."""

from typing import Any, cast

import pytest

from harness.backend.answer import Log
from harness.backend.control import ControlPlane
from harness.backend.fault import BackendFault
from harness.backend.watched import STALLS_AFTER, MockFaults, WatchedMock
from harness.conditions.wire import Fault
from harness.model.word import Role
from harness.profile.load import load_profile
from harness.stage.backend import DatabaseFault

PROFILE = load_profile("mock")


class FakeControl:
    """Notes what it was told."""

    def __init__(self) -> None:
        self.faults: list[dict[str, Any]] = []
        self.limits: list[int | None] = []
        self.cleared = 0
        self.asked: list[int] = []

    def add_faults(self, faults: list[BackendFault]) -> None:
        """Keeps them."""
        self.faults += [it.as_json() for it in faults]

    def clear_faults(self) -> None:
        """Counts it."""
        self.cleared += 1

    def limit(self, per_minute: int | None) -> None:
        """Keeps it."""
        self.limits.append(per_minute)

    def state(self) -> dict[str, int]:
        """A log that has had ten lines."""
        return {"seq": 10}

    def events(self, *, after: int) -> Log:
        """An empty log that goes on by ten."""
        self.asked.append(after)
        return Log((), after + 10, 0)


@pytest.fixture
def control() -> FakeControl:
    """A control plane that nobody answers for."""
    return FakeControl()


@pytest.fixture
def faults(control: FakeControl) -> MockFaults:
    """Its faults."""
    return MockFaults(cast("ControlPlane", control), PROFILE)


def test_a_fault_goes_to_each_endpoint_of_its_role(
    faults: MockFaults, control: FakeControl
) -> None:
    faults.add(Fault(Role.SESSION, status=429, headers=(("Retry-After", "1"),), times=2, skip=1))
    [told] = control.faults
    assert told["match"] == {"method": "GET", "path": "/api/interview/session/*"}
    assert told["effect"] == {"status": 429, "headers": {"Retry-After": "1"}}
    assert (told["times"], told["after"]) == (2, 1)


@pytest.mark.parametrize(
    ("fault", "effect"),
    [
        (Fault(Role.SESSION, hang=True), {"hang": True}),
        (Fault(Role.SESSION, stall=True), {"stall": STALLS_AFTER}),
        (Fault(Role.SESSION, delay_ms=5), {"delay_ms": 5}),
        (Fault(Role.SESSION), {"status": 503}),
        (Fault(Role.SESSION, status=200, body='{"a": 1}'), {"status": 200, "body": {"a": 1}}),
        (Fault(Role.SESSION, status=200, body="[1]"), {"status": 200, "body": "[1]"}),
    ],
)
def test_each_effect(
    faults: MockFaults, control: FakeControl, fault: Fault, effect: dict[str, object]
) -> None:
    faults.add(fault)
    assert control.faults[-1]["effect"] == effect


@pytest.mark.parametrize(
    ("fault", "can"),
    [
        (Fault(Role.SESSION, status=500), True),
        (Fault(Role.DOCUMENT, status=500), True),
        (Fault(Role.SESSION, reset=True), False),
        (Fault(Role.SESSION, offline=True), False),
        (Fault(Role.SESSION, status=500, probability=0.5), False),
        (Fault(Role.ANSWER, status=500), False),  # only its body tells it from start and end
        (Fault(Role.OTHER, status=500), False),
    ],
)
def test_what_the_server_can_play(faults: MockFaults, fault: Fault, can: bool) -> None:
    assert faults.can_play(fault) is can


def test_only_what_was_set_is_cleared(faults: MockFaults, control: FakeControl) -> None:
    faults.clear()
    assert (control.cleared, control.limits) == (0, [])
    faults.disturb(DatabaseFault(method="read", error="unavailable", times=1))
    faults.limit(3)
    faults.clear()
    assert (control.cleared, control.limits) == (1, [3, None])
    assert control.faults[-1]["on"] == "database"


def test_a_role_is_held_at_a_gate_of_its_name(faults: MockFaults, control: FakeControl) -> None:
    assert faults.hold(Role.SESSION) == "server.session"
    assert control.faults[-1]["effect"] == {"gate": "server.session"}
    assert control.faults[-1]["times"] == 1


def test_the_log_is_read_on_from_where_it_stood(control: FakeControl) -> None:
    watched = WatchedMock(cast("ControlPlane", control), PROFILE)
    watched.events()
    watched.events()
    assert control.asked == [10, 20]
