"""Each part of what a condition asks for goes to whoever owns it, and is undone at the end."""

from collections.abc import Callable
from typing import cast

import pytest

from harness.conditions.wire import AuthRule, Fault, Link, StorageRule
from harness.errors import Unsupported, UsageError, Withheld
from harness.model.word import Capability, Role
from harness.stage.driver import Driver
from harness.stage.wiring import StageWire

ROUTES = frozenset({Capability.ROUTES})


class FakeDriver:
    """Notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    def set_link(self, link: Link) -> None:
        """Notes the link."""
        self.asked.append(link)

    def set_cpu(self, slowdown: float) -> None:
        """Notes the slowdown."""
        self.asked.append(slowdown)

    def catch_up(self) -> None: ...

    def calm(self) -> None:
        """Notes the calm."""
        self.asked.append("calm")


class FakeServer:
    """Plays faults with a status only."""

    def __init__(self) -> None:
        self.playing: list[Fault] = []

    def can_play(self, fault: Fault) -> bool:
        """Whether it has a status."""
        return fault.status is not None

    def add(self, fault: Fault) -> None:
        """Plays it."""
        self.playing.append(fault)

    def clear(self) -> None:
        """Plays none."""
        self.playing.clear()


ALL = frozenset(Capability)


class Wired:
    """A wire with everything around it."""

    def __init__(self, capabilities: frozenset[Capability] = ALL) -> None:
        self.driver, self.server = FakeDriver(), FakeServer()
        self.live: list[Fault] = []
        self.wire = StageWire(
            cast("Driver", self.driver), capabilities, self.server, self.live.append
        )


def test_a_fault_is_played_in_the_server_where_it_can_be() -> None:
    it = Wired()
    it.wire.fault(Fault(Role.SESSION, status=500))
    it.wire.fault(Fault(Role.SESSION, reset=True))
    assert [fault.status for fault in it.server.playing] == [500]
    assert [fault.reset for fault in it.live] == [True]
    assert it.wire.asked.routes == tuple(it.live)
    assert len(it.wire.asked.faults) == 2


def test_what_the_browser_cannot_do_is_unsupported() -> None:
    wire = Wired(frozenset()).wire
    with pytest.raises(Unsupported, match="a link needs"):
        wire.link(Link(latency_ms=5))
    with pytest.raises(Unsupported, match="a slow CPU needs"):
        wire.cpu(2)
    with pytest.raises(Unsupported, match="a fault of session requests needs"):
        wire.fault(Fault(Role.SESSION, reset=True))


def test_two_conditions_rules_merge() -> None:
    wire = Wired().wire
    wire.storage(StorageRule(entry="empty"))
    wire.storage(StorageRule(late_reads=2))
    wire.auth(AuthRule(late_ms=5))
    wire.auth(AuthRule(visitor="stranger"))
    assert wire.asked.storage == StorageRule(entry="empty", late_reads=2)
    assert wire.asked.auth == AuthRule(late_ms=5, visitor="stranger")


def test_what_belongs_to_a_rooms_plan_is_asked_for_before_it_opens() -> None:
    wire = Wired().wire
    wire.room_opened()
    asks: list[Callable[[], None]] = [
        lambda: wire.storage(StorageRule(entry="empty")),
        lambda: wire.auth(AuthRule(late_ms=5)),
        lambda: wire.popups(blocked=True),
        lambda: wire.runner_host("other"),
        wire.stale_worker,
    ]
    for ask in asks:
        with pytest.raises(UsageError, match="after the first tab opened"):
            ask()


def test_lifting_takes_faults_and_link_away_and_leaves_the_rooms_as_they_are() -> None:
    it = Wired()
    it.wire.popups(blocked=True)
    it.wire.fault(Fault(Role.SESSION, status=500))
    it.wire.fault(Fault(Role.SESSION, reset=True))
    it.wire.lift()
    assert it.driver.asked == ["calm"]
    assert it.server.playing == []
    assert it.wire.asked.routes == ()
    assert it.wire.asked.popups_blocked


@pytest.mark.parametrize("role", [Role.CREATE, Role.START])
def test_in_production_nothing_goes_wrong_that_could_leave_a_session_unseen(role: Role) -> None:
    driver = cast("Driver", FakeDriver())
    wire = StageWire(driver, ROUTES, None, lambda _: None, is_production=True)

    with pytest.raises(Withheld, match="left out in production"):
        wire.fault(Fault(role, reset=True))
    wire.fault(Fault(Role.SESSION, reset=True))

    assert [it.role for it in wire.asked.routes] == [Role.SESSION]
