"""A browser, a source of sessions and a place that only remember what they were asked for."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from harness.conditions.wire import Fault
from harness.errors import UnknownName
from harness.model.session import Session, Visitor
from harness.model.strain import Strain
from harness.model.target import Target
from harness.model.word import Capability
from harness.profile.load import load_profile
from harness.stage.driver import Driver, Room, RoomPlan, Visa
from harness.stage.log import EventLog
from harness.stage.place import Place
from harness.stage.roster import Roster
from harness.stage.source import Prepared, SessionSource, Wish
from harness.stage.wiring import ServerFaults, StageWire

ORIGIN = "http://app.test"
PROFILE = load_profile("mock")
DEMO = load_profile("demo")
TARGET = Target("it", ORIGIN, frozenset({Capability.SEED}), headers={"x-pass": "s"}, run="r1")
RULES = PROFILE.rules(base_url=ORIGIN)
OWNER = Visitor("owner", "u-1", "student", "north")


def place(**parts: Any) -> Place:  # noqa: ANN401 - Place's own fields
    return Place(**{"target": TARGET, "profile": PROFILE, "rules": RULES, "scenario": "s", **parts})


def session(id: str, **parts: Any) -> Session:  # noqa: ANN401 - Session's own fields
    return Session(id, id, "Ann", OWNER, **parts)


@dataclass
class StandInRoom:
    """Has one tab once it was asked for one."""

    plan: RoomPlan
    sent: str = ""
    opened: list[str] = field(default_factory=list)
    went: list[str] = field(default_factory=list)
    stored: list[tuple[str, str, str | None]] = field(default_factory=list)
    played: list[Fault] = field(default_factory=list)
    gates: list[str] = field(default_factory=list)
    png: bytes | None = None
    is_closed: bool = False

    def new_tab(self) -> str:
        self.opened.append(f"tab-{len(self.opened) + 1}")
        return self.opened[-1]

    def tabs(self) -> tuple[str, ...]:
        return tuple(self.opened)

    def goto(self, tab: str, url: str) -> None:
        self.went.append(f"{tab} {url}")

    def write_storage(self, tab: str, key: str, value: str | None) -> None:
        self.stored.append((tab, key, value))

    def play(self, fault: Fault) -> None:
        self.played.append(fault)

    def open_gate(self, name: str) -> None:
        self.gates.append(name)

    def screenshot(self, tab: str) -> bytes | None:
        del tab
        return self.png

    def bearer(self) -> str:
        return self.sent

    def close(self) -> None:
        self.is_closed = True


@dataclass
class StandInDriver:
    """Opens rooms in which nothing happens; `hindered` says whether its link and CPU hold."""

    capabilities: frozenset[Capability] = frozenset(
        {Capability.ROUTES, Capability.THROTTLE, Capability.CLOCK}
    )
    rooms: list[StandInRoom] = field(default_factory=list)
    sent: str = ""
    now_s: float = 0.0
    hindered: bool = True
    opened_hindered: list[bool] = field(default_factory=list)
    calmed: int = 0

    def open_room(self, plan: RoomPlan) -> Room:
        self.opened_hindered.append(self.hindered)
        self.rooms.append(StandInRoom(plan, self.sent))
        return cast("Room", self.rooms[-1])

    def strain(self) -> Strain | None:
        return None

    def now(self) -> float:
        return self.now_s

    def pump(self, limit_ms: float) -> None:
        self.now_s += limit_ms / 1_000

    def set_cpu(self, slowdown: float) -> None:
        """Nothing becomes slower."""

    def catch_up(self) -> None: ...

    def calm(self) -> None:
        self.calmed += 1

    @contextmanager
    def unhindered(self) -> Iterator[None]:
        self.hindered = False
        try:
            yield
        finally:
            self.hindered = True


@dataclass
class StandInSource:
    """Makes sessions s-1, s-2, … of the owner; knows the owner and the staff."""

    made: list[Wish] = field(default_factory=list)
    noted: list[tuple[str, str]] = field(default_factory=list)
    visas: list[tuple[str, str]] = field(default_factory=list)
    people: Mapping[str, Visitor] = field(
        default_factory=lambda: {"owner": OWNER, "staff": Visitor("staff", "u-2", "staff")}
    )

    def make(self, wish: Wish) -> Prepared:
        self.made.append(wish)
        id = f"s-{len(self.made)}"
        return Prepared(session(id, in_storage=wish.in_storage), f"entry of {id}")

    def visitor(self, name: str) -> Visitor:
        if name not in self.people:
            raise UnknownName("visitor", name, self.people)
        return self.people[name]

    def visa(self, visitor: Visitor, *, token: str, origin: str) -> Visa:
        del origin
        self.visas.append((visitor.name, token))
        return Visa(storage={"who": visitor.name})

    def note(self, session: Session, visitor: str) -> None:
        self.noted.append((session.url_id, visitor))


@dataclass(frozen=True)
class House:
    """A driver, a source, a roster and a wire that belong together."""

    driver: StandInDriver = field(default_factory=StandInDriver)
    source: StandInSource = field(default_factory=StandInSource)
    log: EventLog = field(default_factory=EventLog)

    def as_driver(self) -> Driver:
        return cast("Driver", self.driver)

    def as_source(self) -> SessionSource:
        return cast("SessionSource", self.source)

    def roster(self) -> Roster:
        return Roster(self.as_source(), PROFILE)

    def wire(
        self, changed: Callable[[Fault], None] = lambda _: None, server: ServerFaults | None = None
    ) -> StageWire:
        return StageWire(self.as_driver(), self.driver.capabilities, server, changed)
