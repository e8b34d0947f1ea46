"""What the proxy before a database tells of a server that cannot be seen."""

from collections.abc import Sequence
from typing import Any, cast

from harness.backend.answer import Log
from harness.backend.control import ControlPlane
from harness.backend.fault import BackendFault
from harness.model.event import Event, Json, Phase
from harness.race.step import Gate, Touch
from harness.racing.feed import Feed
from harness.racing.land import AnyLand, Ground
from harness.racing.proxied import HELD_S, QUIET_S, DatabaseDoors, ProxiedLand
from harness.racing.touches import touched


class Heard:
    """A feed of what a test has heard."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    @property
    def count(self) -> int:
        return len(self.events)

    def since(self, index: int) -> Sequence[Event]:
        return self.events[index:]


class Scene:
    """Doors, what they hear, what they open, and a clock that moves when it is told."""

    def __init__(self) -> None:
        self.feed = Heard()
        self.now_s = 100.0
        self.opened: list[str] = []
        feed = cast("Feed", self.feed)
        self.doors = DatabaseDoors(feed, self.opened.append, now=lambda: self.now_s)

    def hear(self, *events: Event) -> None:
        self.feed.events += events

    def rest(self) -> None:
        self.doors.held()
        self.now_s += HELD_S + 0.01


def event(what: str, kind: Phase, pair: str, **detail: Json) -> Event:
    return Event(1, 0.0, "backend", "database", kind, what, pair, detail)


def parked(pair: str, gate: str = "db.replace") -> tuple[Event, Event]:
    return (
        event(gate, Phase.BEGIN, pair, path="rooms/1"),
        event("gate", Phase.BEGIN, pair, gate=gate),
    )


def test_a_server_that_asks_nothing_holds_nothing() -> None:
    it = Scene()

    assert it.doors.held() == 0
    assert it.doors.doors() == []


def test_a_call_under_way_is_work_and_one_at_a_gate_is_held() -> None:
    it = Scene()
    it.hear(event("db.read", Phase.BEGIN, "call-1"))
    it.rest()
    assert it.doors.held() is None
    it.hear(event("db.read", Phase.OK, "call-1"), *parked("call-2"))
    it.rest()
    assert it.doors.held() == 1
    it.hear(event("db.list", Phase.BEGIN, "call-3"))
    it.rest()
    assert it.doors.held() is None


def test_a_server_whose_call_just_ended_may_still_work() -> None:
    it = Scene()
    it.hear(event("db.read", Phase.BEGIN, "call-1"), event("db.read", Phase.OK, "call-1"))

    assert it.doors.held() is None
    it.now_s += QUIET_S / 2
    assert it.doors.held() is None
    it.now_s += QUIET_S
    assert it.doors.held() == 0


def test_a_held_call_is_not_at_once_taken_for_what_a_request_waits_for() -> None:
    it = Scene()
    it.hear(*parked("call-1"))
    assert it.doors.held() is None
    it.now_s += HELD_S / 2
    assert it.doors.held() == 0
    it.now_s += HELD_S

    assert it.doors.held() == 1


def test_who_was_let_go_is_at_work_before_the_log_says_so() -> None:
    it = Scene()
    it.hear(*parked("call-1"), *parked("call-2"), *parked("call-3", "db.list"))
    it.rest()
    found = it.doors.doors()
    assert [door.gate for door in found] == [
        Gate("server", "db.replace"),
        Gate("server", "db.list"),
    ]

    found[0].open()

    assert it.opened == ["db.replace"]
    it.now_s += HELD_S
    assert it.doors.held() is None
    it.hear(
        event("gate", Phase.OK, "call-1", gate="db.replace"),
        event("db.replace", Phase.OK, "call-1"),
    )
    it.rest()
    assert it.doors.held() == 2


def test_a_request_that_was_just_sent_is_not_hidden_by_a_call_that_was_held_before() -> None:
    it = Scene()
    it.hear(*parked("call-1"))
    it.rest()
    assert it.doors.held() == 1

    it.doors.expect()

    assert it.doors.held() == 0
    it.now_s += HELD_S + 0.01
    assert it.doors.held() == 1


def test_who_gives_up_at_a_gate_is_held_no_more() -> None:
    it = Scene()
    it.hear(*parked("call-1"))
    it.hear(
        event("gate", Phase.FAIL, "call-1", gate="db.replace"),
        event("db.replace", Phase.FAIL, "call-1"),
    )
    it.rest()

    assert it.doors.doors() == []
    assert it.doors.held() == 0


def test_what_is_heard_of_a_listener_or_from_before_is_no_work() -> None:
    it = Scene()
    it.hear(event("db.listen", Phase.INFO, "call-1"), event("db.read", Phase.OK, "call-of-before"))
    it.rest()

    assert it.doors.held() == 0


def test_steps_of_the_database_depend_on_what_the_server_is_asked() -> None:
    commit = touched(Gate("server", "db.replace"), (), sees_backend=False)
    asked = touched(Gate("tab-2", "session.request"), (), sees_backend=False)

    assert Touch("server", writes=True) in commit
    assert Touch("server", writes=False) in asked


class Proxy:
    """A control plane that notes what it is told."""

    def __init__(self) -> None:
        self.told: list[Any] = []

    def events(self, *, after: int = 0, wait_ms: int = 0) -> Log:
        del after, wait_ms
        return Log((), 0, 0)

    def add_faults(self, faults: Sequence[BackendFault]) -> None:
        self.told += [it.as_json() for it in faults]

    def clear_faults(self) -> None:
        self.told.append("clear")

    def open_gate(self, name: str, *, count: object = 1) -> None:
        self.told.append((name, count))

    def reset(self) -> None:
        self.told.append("reset")


class App:
    """An app that is only an address."""

    created, cleaned = 2, 1

    def fresh(self) -> Ground:
        return Ground(cast("Any", "source"))

    def close(self) -> None:
        self.closed = True


def test_a_land_behind_a_proxy_holds_what_is_named_and_lets_go_before_a_reset() -> None:
    proxy, app = Proxy(), App()
    land = ProxiedLand(cast("AnyLand", app), cast("ControlPlane", proxy), lambda: None)

    ground = land.fresh()
    assert ground.source == cast("Any", "source")
    assert ground.server is not None
    assert ground.feed is None, "nobody takes the database's log for all that the server did"
    assert proxy.told[0] == "clear"
    assert ("db.replace", "all") in proxy.told
    assert proxy.told[-1] == "reset"
    proxy.told.clear()
    land.hold(["create.*", "db.re*"])
    assert [it["match"] for it in proxy.told] == [{"method": "read"}, {"method": "replace"}]
    assert proxy.told[0]["effect"] == {"gate": "db.read"}
    proxy.told.clear()
    land.hold(["create.*"])
    assert proxy.told == []

    land.close()

    assert app.closed
    assert proxy.told[-1] == "reset"
    assert (land.created, land.cleaned) == (2, 1)
