"""The stage: what a scenario speaks to.

A scenario makes sessions, opens tabs, acts on starters; the stage keeps a journey of each act, and
hands it on when the
next act begins or the scenario ends. One place waits: `settle`.
"""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from harness.conditions.condition import Condition
from harness.conditions.registry import refuse_conflicts
from harness.conditions.wire import Fault, Wire
from harness.errors import Unsupported
from harness.model.event import Event, Json, Phase
from harness.model.journey import Journey
from harness.model.rules import Rules
from harness.model.session import Session, Visitor
from harness.model.target import Target
from harness.model.word import Capability, Role, Topology
from harness.profile.profile import Profile
from harness.stage.act import Act, journey_of
from harness.stage.ask import Answer
from harness.stage.driver import Driver, Room, RoomPlan
from harness.stage.log import EventLog
from harness.stage.report import Report, report_of
from harness.stage.server import NOBODY as NOBODY_NAME
from harness.stage.server import Backend, Server
from harness.stage.settle import Settler
from harness.stage.source import Prepared, SessionSource, Wish
from harness.stage.starter import Starter
from harness.stage.tab import Tab
from harness.stage.wiring import StageWire

HEARS_MS = 5_000.0
MAIN = "main"
NOBODY = Visitor(NOBODY_NAME)


@dataclass(frozen=True, slots=True)
class Place:
    """Where and how a scenario is played. `prefix` makes its journeys' ids unique in the run."""

    target: Target
    profile: Profile
    rules: Rules
    scenario: str
    virtual_time: bool = True
    other_origin: str = ""
    gates: tuple[str, ...] = ()
    prefix: str = ""
    insecure: bool = False

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the target offers, and whether it can be reached under another host, too."""
        other = {Capability.OTHER_ORIGIN} if self.other_origin else set()
        return self.target.capabilities | other


class Stage:
    """One scenario's stage. `keep` is given each journey as it ends."""

    def __init__(
        self,
        place: Place,
        driver: Driver,
        log: EventLog,
        source: SessionSource,
        backend: Backend | None,
        keep: Callable[[Journey], None],
    ) -> None:
        self.place = place
        self.driver = driver
        self.log = log
        self.source = source
        self.backend = backend
        self.conditions: tuple[str, ...] = ()
        self._in_force: tuple[Condition, ...] = ()
        self.settler = Settler(driver, log, place.rules)
        self.server = Server(self)
        self._keep = keep
        self._prepared: dict[str, Prepared] = {}
        self._rooms: dict[str, Room] = {}
        self._topologies: list[tuple[str, int, Topology]] = []
        self._act: Act | None = None
        self._numbers = itertools.count(1)
        self._wire = StageWire(
            driver,
            place.capabilities | driver.capabilities,
            backend.faults if backend else None,
            self._play_live,
        )

    @property
    def wire(self) -> Wire:
        """What conditions speak to; a scenario may, too."""
        return self._wire

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What target and browser together can honour."""
        return self._wire.capabilities

    def ask(
        self, session: Session | str, *, visitor: str = "owner", token: str = "valid"
    ) -> Answer:
        """Asks the server for a session without a browser, as `Server.get` does."""
        return self.server.get(session, visitor=visitor, token=token)

    def fault(
        self,
        role: Role,
        *,
        status: int | None = None,
        headers: tuple[tuple[str, str], ...] = (),
        body: str | None = None,
        reset: bool = False,
        hang: bool = False,
        offline: bool = False,
        delay_ms: float = 0,
        times: int | None = None,
        skip: int = 0,
    ) -> None:
        """Lets requests of that role go wrong in one way, from now on (`Fault` says how)."""
        it = Fault(role, status, headers, body, reset, hang, offline, delay_ms, times, skip)
        self._wire.fault(it)

    def need(self, what: str, *capabilities: Capability) -> None:
        """Skips the scenario, with the reason, where the target cannot honour `what`."""
        lacking = frozenset(capabilities) - self.capabilities
        if lacking:
            raise Unsupported(what, lacking)

    def under(self, *conditions: Condition) -> None:
        """Puts conditions in place, in their order; raises Unsupported where the target cannot
        honour one, Conflict where one decides what is decided already.
        """
        for condition in conditions:
            self.need(f"condition '{condition.name}'", *condition.needs)
        refuse_conflicts((*self._in_force, *conditions))
        self._in_force += conditions
        for condition in conditions:
            condition.apply(self._wire)
            detail: dict[str, Json] = {
                "name": condition.name,
                "on": True,
                "emulated": condition.emulated,
            }
            self.log.add("harness", Phase.INFO, "condition", detail)
        self.conditions += tuple(it.name for it in conditions)

    def lift(self) -> None:
        """Takes link, CPU and faults away (back online, the server well), within the act."""
        self._wire.lift()
        self._in_force = ()
        for name in self.conditions:
            self.log.add("harness", Phase.INFO, "condition", {"name": name, "on": False})

    def session(
        self,
        *,
        in_storage: bool = True,
        in_database: bool = True,
        owner: str = "owner",
        status: str = "in_progress",
        answers: int = 0,
        expired: bool = False,
        url_id: str = "",
    ) -> Session:
        """Makes a session that `owner` started, in the layers that are asked for."""
        wish = Wish(owner, in_storage, in_database, status, answers, expired, url_id=url_id)
        prepared = self.source.make(wish)
        session = prepared.session
        self._prepared[session.url_id] = prepared
        for room in (it for name, it in self._rooms.items() if name == MAIN):
            tabs = room.tabs()
            if in_storage and tabs:
                room.write_storage(tabs[0], self.entry_key(session), prepared.entry)
        return session

    def visitor(self, name: str) -> Visitor:
        """The visitor of that name; raises UnknownName."""
        return NOBODY if name == NOBODY.name else self.source.visitor(name)

    def asked_visitor(self) -> str:
        """The visitor that a condition put in the owner's place; '' for none."""
        return self._wire.asked.auth.visitor

    def tab(self, *, visitor: str = "", room: str = MAIN) -> Tab:
        """A tab of `visitor` ('' for the owner of what it opens). Another `room` is another,
        isolated, browser context, in whose storage no session is.
        """
        return Tab(self, visitor, room)

    def starter(self, name: str, *, room: str = MAIN) -> Starter:
        """The starter of that name, as its visitor sees it; raises UnknownName."""
        return Starter(self, name, self.place.profile.starter(name), room)

    def starter_in_place(self) -> Starter:
        """A starter that opens the runner in its own tab; raises Unsupported without one."""
        return self._starter_that_opens("same-tab")

    def starter_in_new_tab(self) -> Starter:
        """A starter that opens the runner in a tab of its own; raises Unsupported without one."""
        return self._starter_that_opens("new-tab")

    def settle(self, tab: str, *, since: int, begins: str = "") -> None:
        """Waits until the tab's load ends, or its deadline is over, as `Settler.settle` does."""
        self.settler.settle(tab, since=since, begins=begins)

    def dashboard_of(self, visitor: str) -> str:
        """The path of the visitor's own dashboard."""
        return self.place.profile.paths.dashboards[self.visitor(visitor).role]

    def reports(self, count: int = 1) -> tuple[Report, ...]:
        """Waits until the server has taken so many reports of loads within the act, and returns
        those that it has.
        """
        words = self.place.profile.telemetry
        return tuple(report_of(it, words) for it in self.hear("beacon", count=count))

    @property
    def unknown_id(self) -> str:
        """A well-formed id that no session has."""
        return self.place.profile.ids.unknown

    def linger(self, ms: float) -> None:
        """Looks on for so long, so that what should not happen can be seen to happen."""
        self.settler.linger(ms)

    def hear(self, what: str, *, count: int = 1) -> tuple[Event, ...]:
        """Waits until the server has logged so many events of that name within the act, and
        returns what it has logged by then; raises Unsupported where its log cannot be seen.
        """
        backend, since = self.server.backend, self._act.first_seq if self._act else 0

        def heard(_: tuple[Event, ...]) -> bool:
            self.log.extend(backend.events())
            return len([it for it in self.log.since(since) if it.what == what]) >= count

        self.settler.until(heard, since=since, limit_ms=HEARS_MS)
        return tuple(it for it in self.log.since(since) if it.what == what)

    def begin_act(
        self, visitor: Visitor, *, starter: str = "", session: Session | None = None
    ) -> None:
        """Ends the act before, and begins the next."""
        self.end_act()
        self._act = Act(
            id=f"{self.place.prefix}j{next(self._numbers)}",
            scenario=self.place.scenario,
            starter=starter,
            visitor=visitor,
            session=session,
            conditions=self.conditions,
            first_seq=self.log.last_seq,
            virtual_time=self.place.virtual_time and Capability.CLOCK in self.capabilities,
            rules=self.place.rules,
        )

    def journey(self, *, interrupted: bool = False) -> Journey:
        """The journey of the act so far."""
        assert self._act is not None, "no act has begun: open a tab or a starter first"
        if self.backend is not None:
            self.log.extend(self.backend.events())
        return journey_of(
            self._act,
            self.log.since(self._act.first_seq),
            sees_backend=self.backend is not None,
            sessions=self.session_of,
            topologies=self._topology_of,
            interrupted=interrupted,
        )

    def end_act(self, *, interrupted: bool = False) -> None:
        """Ends the act: its journey is handed on, and is not changed any more."""
        if self._act is None:
            return
        journey = self.journey(interrupted=interrupted)
        self._act = None
        self._keep(journey)

    def close(self, *, interrupted: bool = False) -> None:
        """Ends the scenario: the last journey is handed on, and everything is undone."""
        try:
            self.end_act(interrupted=interrupted)
        finally:
            self._wire.close()
            for room in self._rooms.values():
                room.close()
            self._rooms.clear()

    def room(self, name: str, visitor: Visitor) -> Room:
        """The room of that name, opened for `visitor` if it is not there yet."""
        if name not in self._rooms:
            plan = self._plan(visitor, seeds=self._seeds() if name == MAIN else {})
            self._rooms[name] = self.driver.open_room(plan)
            self._wire.room_opened()
        return self._rooms[name]

    def remember_topology(self, tab: str, topology: Topology, *, since: int | None = None) -> None:
        """Notes how the next document of `tab` comes to be, or the next one after seq `since`."""
        at = self.log.last_seq if since is None else since
        self._topologies.append((tab, at, topology))

    def known(self, session: Session) -> None:
        """Lets the stage know a session that a starter created."""
        if session.url_id not in self._prepared:
            self._prepared[session.url_id] = Prepared(session, "")
            self.source.note(session, session.owner.name)

    def session_of(self, url_id: str) -> Session | None:
        """The session with that id in its address, None for one that the stage never heard of."""
        prepared = self._prepared.get(unquote(url_id))
        return prepared.session if prepared else None

    def screenshots(self) -> Mapping[str, bytes]:
        """A PNG of each open tab, by its name; what cannot be taken is left out."""
        shots = {tab: room.screenshot(tab) for room in self._rooms.values() for tab in room.tabs()}
        return {tab: png for tab, png in shots.items() if png is not None}

    def _plan(self, visitor: Visitor, *, seeds: Mapping[str, str]) -> RoomPlan:
        asked = self._wire.asked
        if asked.auth.visitor:
            visitor = self.visitor(asked.auth.visitor)
        token = "expired" if asked.auth.late_ms else asked.auth.token
        if asked.auth.late_ms:
            self._wire.fault(Fault(Role.AUTH, delay_ms=asked.auth.late_ms))
            asked = self._wire.asked
        origin = self.place.target.origin
        return RoomPlan(
            origin=origin,
            other_origin=self.place.other_origin,
            profile=self.place.profile,
            visa=self.source.visa(visitor, token=token, origin=origin),
            seeds=seeds,
            storage=asked.storage,
            storage_values=self._storage_values(asked.storage.entry),
            routes=asked.routes,
            hung=tuple(it.role for it in asked.faults if it.hang and it.times is None),
            popups_blocked=asked.popups_blocked,
            redirect_runner=asked.runner_host == "other",
            stale_worker=asked.stale_worker,
            virtual_time=self.place.virtual_time and Capability.CLOCK in self.capabilities,
            gates=self.place.gates,
            secret_headers=self.place.target.headers,
        )

    def _seeds(self) -> dict[str, str]:
        stored = [it for it in self._prepared.values() if it.session.in_storage and it.entry]
        return {self.entry_key(it.session): it.entry for it in stored}

    def _storage_values(self, entry: str) -> dict[str, str]:
        if entry == "foreign":
            other = self.source.make(Wish(in_storage=False))
            return {"foreign": other.entry}
        if entry == "old" and not self.place.profile.storage.old:
            raise Unsupported("an earlier build's entry, of which the profile says nothing,", [])
        return {}

    def entry_key(self, session: Session) -> str:
        """The key under which the session's entry is stored."""
        return self.place.profile.entry_key(url_id=session.url_id, document_id=session.document_id)

    def _starter_that_opens(self, where: str) -> Starter:
        known = self.place.profile.starters.items()
        found = next((name for name, it in known if it.opens == where), "")
        if not found:
            raise Unsupported(f"a starter whose runner opens in the {where}", [])
        return self.starter(found)

    def _topology_of(self, tab: str, seq: int) -> Topology:
        known = [how for name, at, how in self._topologies if name == tab and at <= seq]
        return known[-1] if known else Topology.NEW_TAB

    def _play_live(self, fault: Fault) -> None:
        for room in self._rooms.values():
            room.play(fault)
