"""The stage: what a scenario speaks to.

A scenario makes sessions, opens tabs, acts on starters; the stage keeps a journey of each act, and
hands it on when the
next act begins or the scenario ends. One place waits: `settle`.
"""

from collections.abc import Callable, Mapping

from harness.conditions.condition import Condition
from harness.conditions.wire import Fault, Link, Wire
from harness.errors import NotObserved, Unnamed, Unsupported, UsageError
from harness.model.event import Event, Phase
from harness.model.journey import Journey
from harness.model.naming import unjudged
from harness.model.session import Session, Visitor
from harness.model.word import Capability, Role
from harness.profile.starter import Starter as Recipe
from harness.stage.ask import Answer
from harness.stage.observed import said_in
from harness.stage.report import Report, report_of
from harness.stage.rooms import MAIN
from harness.stage.scene import Scene
from harness.stage.server import Server
from harness.stage.source import Wish
from harness.stage.starter import Starter
from harness.stage.tab import Tab

HEARS_MS = 5_000.0
PARKS_MS = 8_000.0


class Stage:
    """One scenario's stage."""

    def __init__(self, scene: Scene) -> None:
        self.place = scene.place
        self.driver = scene.driver
        self.log = scene.log
        self.source = scene.source
        self.server = Server(scene)
        self._scene = scene

    @property
    def wire(self) -> Wire:
        """What conditions speak to; a scenario may, too."""
        return self._scene.wire

    def on_begin(self, begins: Callable[[], None]) -> None:
        """Has it called when the person does what an act is about: starts, or opens the tab."""
        self._scene.begins = begins

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What target and browser together can honour."""
        return self._scene.wire.capabilities

    @property
    def conditions(self) -> tuple[str, ...]:
        """The names of the conditions that were put in place so far."""
        return self._scene.conditions

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
        stall: bool = False,
        offline: bool = False,
        delay_ms: float = 0,
        times: int | None = None,
        skip: int = 0,
    ) -> None:
        """Lets requests of that role go wrong in one way, from now on (`Fault` says how); raises
        Unnamed for a role of which the profile names no request.
        """
        self.need_keys(f"api.{role}")
        it = Fault(role, status, headers, body, reset, hang, stall, offline, delay_ms, times, skip)
        self._scene.wire.fault(it)

    def need(self, what: str, *capabilities: Capability) -> None:
        """Skips the scenario, with the reason, where the target cannot honour `what`."""
        self._scene.need(what, *capabilities)

    def need_keys(self, *keys: str) -> None:
        """Skips the scenario, with the reason, where the profile leaves one of the keys out."""
        self._scene.need_keys(*keys)

    def need_met(self, role: Role) -> None:
        """Skips the scenario, with the reason, where a fault of that role met no request of the
        act, so that the app was asked nothing.
        """
        met = (it for it in self._scene.recording.journey().events if it.what in ("fault", "cut"))
        if not any(it.text("role") == role for it in met):
            raise Unsupported(f"a fault of '{role}', of which the page asked nothing,", [])

    def under(self, *conditions: Condition) -> None:
        """Puts conditions in place, in their order; raises Unsupported where the target cannot
        honour one, Conflict where one decides what is decided already.
        """
        self._scene.under(*conditions)

    def lift(self) -> None:
        """Takes link, CPU and faults away (back online, the server well), within the act."""
        self._scene.lift()

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
        prepared = self._scene.roster.make(wish)
        self._scene.rooms.store(prepared)
        if prepared.again:
            self._scene.tell_beside(prepared.again)
        return prepared.session

    def visitor(self, name: str) -> Visitor:
        """The visitor of that name; raises UnknownName."""
        return self._scene.roster.visitor(name)

    def values(self, visitor: str) -> dict[str, str]:
        """What the profile's steps may fill in for that visitor; `name` is the name shown."""
        return self._scene.source.values(visitor)

    def name_of(self, visitor: str) -> str:
        """The name by which the app shows that visitor; raises Unnamed where no value says it."""
        name = self.values(visitor).get("name", "")
        if not name:
            raise Unnamed(unjudged([wanted := f"visitors.{visitor}.values.name"], [wanted]))
        return name

    def tab(self, *, visitor: str = "", room: str = MAIN) -> Tab:
        """A tab of `visitor` ('' for the owner of what it opens). Another `room` is another,
        isolated, browser context, in whose storage no session is.
        """
        return Tab(self._scene, visitor, room)

    def starter(self, name: str, *, room: str = MAIN) -> Starter:
        """The starter of that name, as its visitor sees it; raises UnknownName."""
        return Starter(self._scene, name, self.place.profile.starter(name), room)

    def starter_in_place(self) -> Starter:
        """A starter that opens the runner in its own tab; raises Unsupported without one."""
        return self._starter_where(lambda it: it.opens == "same-tab", "opens the runner in place")

    def starter_in_new_tab(self) -> Starter:
        """A starter that opens the runner in a tab of its own; raises Unsupported without one."""
        return self._starter_where(lambda it: it.opens == "new-tab", "opens the runner in a tab")

    def starter_for_oneself(self) -> Starter:
        """A starter whose session is the one's who starts it; raises Unsupported without one."""
        return self._starter_where(lambda it: not it.owner, "starts one's own session")

    def starter_for_another(self) -> Starter:
        """A starter whose session is somebody else's; raises Unsupported without one."""
        return self._starter_where(lambda it: bool(it.owner), "starts somebody else's session")

    def settle(self, tab: str, *, since: int, begins: str = "") -> None:
        """Waits until the tab's load ends, or its deadline is over, as `Settler.settle` does."""
        self._scene.settler.settle(tab, since=since, begins=begins)

    def dashboard_of(self, visitor: str) -> str:
        """The path of the visitor's own dashboard; raises Unsupported where the profile names no
        dashboard at all.
        """
        if not self.place.profile.paths.dashboards:
            raise Unsupported("'paths.dashboards', which the profile does not name,", [])
        return self.place.profile.paths.own(self.visitor(visitor).role)

    def reports(self, count: int = 1) -> tuple[Report, ...]:
        """Waits until the server has taken so many reports of loads within the act, and returns
        those that it has.
        """
        words = self.place.profile.telemetry
        heard = self.hear("beacon", count=count)
        return tuple(report_of(it.detail.get("message"), words) for it in heard)

    def sent_reports(self) -> tuple[Report, ...]:
        """What the pages of the act have given the browser to report by now, as a beacon: all else
        dies with its tab. That it arrives where a tab was closed is the browser's business: one
        that was busy was seen to drop it.
        """
        self.need_keys("api.telemetry", "telemetry.outcome")
        words = self.place.profile.telemetry
        asked = [it for it in self.journey().all_requests if it.role is Role.TELEMETRY]
        sent = [it for it in asked if it.begin.text("initiator") in ("beacon", "")]
        return tuple(report_of(said_in(it), words) for it in sent)

    @property
    def unknown_id(self) -> str:
        """A well-formed id that no session has."""
        return self.place.profile.ids.unknown

    @property
    def sign_in_needs_storage(self) -> bool:
        """Whether the app's sign-in stands in localStorage and nowhere else, as far as the profile
        says.
        """
        stored = self.place.profile.storage
        return bool(stored.auth) and not stored.reader_cookie

    def need_sign_in_without_storage(self) -> None:
        """Skips the scenario where nobody stays signed in when storage is blocked."""
        if self.sign_in_needs_storage:
            raise Unsupported("a sign-in that outlives a blocked storage", [])

    def interrupt_link(self) -> None:
        """Takes the link of every tab away, and gives it back at once, as on a train; pages are
        told of both.
        """
        self.wire.link(Link(offline=True))
        self.wire.link(Link())

    def linger(self, ms: float) -> None:
        """Looks on for so long, so that what should not happen can be seen to happen."""
        self.log.add("harness", Phase.INFO, "looks-on", {"for_ms": ms})
        self._scene.settler.linger(ms)

    def hear(self, what: str, *, count: int = 1) -> tuple[Event, ...]:
        """Waits until the server has logged so many events of that name within the act, and
        returns what it has logged by then; raises Unsupported where its log cannot be seen.
        """
        assert self.server.backend, "a log that cannot be seen is Unsupported"
        recording, since = self._scene.recording, self._scene.recording.since

        def heard(_: tuple[Event, ...]) -> bool:
            recording.gather()
            return len([it for it in self.log.since(since) if it.what == what]) >= count

        self._scene.settler.until(heard, since=since, limit_ms=HEARS_MS)
        self.driver.catch_up()
        return tuple(it for it in self.log.since(since) if it.what == what)

    def until_parked(self, gate: str) -> None:
        """Waits until a page of the act is held at the gate, one of those that `@gated` names;
        raises NotObserved where none comes to it.
        """
        self._refuse_unknown_gate(gate)
        came = self._scene.settler.until(
            lambda events: any(
                it.what == "gate" and it.kind is Phase.BEGIN and it.text("name") == gate
                for it in events
            ),
            since=self._scene.recording.since,
            limit_ms=PARKS_MS,
        )
        if not came:
            raise NotObserved(f"No page came to the gate '{gate}' within {PARKS_MS / 1_000:g} s.")

    def open_gate(self, gate: str) -> None:
        """Lets the page that is held at the gate go on, or the next that comes to it."""
        self._refuse_unknown_gate(gate)
        self._scene.rooms.open_gate(gate)

    def journey(self) -> Journey:
        """The journey of the act so far."""
        return self._scene.recording.journey()

    def end_act(self) -> None:
        """Ends the act: its journey is handed on, and is not changed any more."""
        self._scene.recording.end()

    def close(self, *, interrupted: bool = False) -> None:
        """Ends the scenario: the last journey is handed on, and everything is undone."""
        self._scene.close(interrupted=interrupted)

    def screenshots(self) -> Mapping[str, bytes]:
        """A PNG of each open tab, by its name; what cannot be taken is left out."""
        return self._scene.rooms.screenshots()

    def entry_key(self, session: Session) -> str:
        """The key under which the session's entry is stored."""
        return self._scene.roster.entry_key(session)

    def _refuse_unknown_gate(self, gate: str) -> None:
        known = self.place.gates
        if gate not in known and "*" not in known:
            raise UsageError(f"No page parks at '{gate}': name it in @gated. Named: {known}.")

    def _starter_where(self, suits: Callable[[Recipe], bool], what: str) -> Starter:
        known = self.place.profile.starters.items()
        found = next((name for name, it in known if suits(it)), "")
        if not found:
            raise Unsupported(f"a starter that {what}", [])
        return self.starter(found)
