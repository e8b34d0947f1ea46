"""A tab, as a scenario speaks of one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from harness.errors import NotObserved
from harness.model.event import Phase
from harness.model.session import Session, Visitor
from harness.model.trace import Trace
from harness.model.word import Topology
from harness.profile.locator import Locator
from harness.profile.step import Step
from harness.stage.driver import Room

if TYPE_CHECKING:
    from harness.stage.stage import Stage

APPEARS_MS = 8_000.0
POPUPS = (Topology.NOOPENER, Topology.NEW_WINDOW, Topology.DUPLICATED)


class Tab:
    """One tab of a room; `visitor` '' is the owner of what it opens. It comes to be when it first
    opens something.
    """

    def __init__(self, stage: "Stage", visitor: str, room: str) -> None:
        self._stage = stage
        self._visitor = visitor
        self._room_name = room
        self._room: Room | None = None
        self.name = ""

    @property
    def room(self) -> Room:
        """The room that the tab is in; only after it has opened something."""
        assert self._room is not None, "this tab has opened nothing yet"
        return self._room

    def open(
        self,
        session: Session,
        *,
        topology: Topology = Topology.NEW_TAB,
        query: str = "",
    ) -> Trace:
        """Opens the runner of `session`, as a new act, and waits for its end."""
        visitor = self._as(session)
        self._stage.begin_act(visitor, session=session)
        return self._load(visitor, self.address_of(session) + query, topology)

    def open_id(self, raw_id: str, *, visitor: str = "owner") -> Trace:
        """Opens the runner with an id as it stands, already encoded, that belongs to no session."""
        who = self._stage.visitor(self._visitor or visitor)
        self._stage.begin_act(who)
        path = self._stage.place.profile.paths.runner.replace("{id}", raw_id)
        return self._load(who, self._stage.place.target.origin + path, Topology.NEW_TAB)

    def visit(self, path: str, *, visitor: str = "owner") -> None:
        """Opens another page of the app, as a new act."""
        who = self._stage.visitor(self._visitor or visitor)
        self._stage.begin_act(who)
        self.enter(who)
        self.room.goto(self.name, self._stage.place.target.origin + path)

    def reload(self) -> Trace:
        """Reloads the runner, and waits for the end of that load."""
        return self._again(Topology.RELOAD, lambda: self.room.reload(self.name))

    def leave_and_come_back(self) -> Trace:
        """Goes to another page of the app, and back with the browser's Back."""
        origin = self._stage.place.target.origin
        self.room.goto(self.name, origin + self._stage.place.profile.paths.sign_in)
        return self._again(Topology.BACK, lambda: self.room.history(self.name, -1))

    def come_forward(self) -> Trace:
        """Goes one page back, and forward again."""
        self.room.history(self.name, -1)
        return self._again(Topology.FORWARD, lambda: self.room.history(self.name, 1))

    def open_again(self, session: Session, topology: Topology) -> "Tab":
        """Has this tab's page open the runner of `session` in another tab, within the same act."""
        other = Tab(self._stage, self._visitor, self._room_name)
        other._room = self.room
        other._popup(self.name, self.address_of(session), topology)
        return other

    def retry(self) -> Trace:
        """Presses Retry, and waits for the end of the load that it begins."""
        before = self._stage.log.last_seq
        self._click(self._stage.place.profile.buttons.retry)
        self._stage.settle(self.name, since=before)
        return self.trace

    def press(self, locator: Locator) -> None:
        """Clicks what the locator names, and lets what follows arrive."""
        self._click(locator)
        self._stage.settler.linger(50)

    def do(self, *steps: Step, **values: str) -> None:
        """Does the steps as a person would; what the last one asks of the server is waited for."""
        before = self._stage.log.last_seq
        for step in steps:
            self._log_step(step)
            self.room.do(self.name, step, values)
        self._stage.settler.quiet(self.name, since=before)

    def return_to_dashboard(self) -> str:
        """Presses Return to Dashboard, and returns the path where the tab is then."""
        before = self._stage.log.last_seq
        self._click(self._stage.place.profile.buttons.dashboard)
        self._stage.settler.until(
            lambda events: any(
                it.what == "document" and it.kind is Phase.OK and it.actor == self.name
                for it in events
            ),
            since=before,
            limit_ms=APPEARS_MS,
        )
        self._stage.settler.linger(50)
        origin = self._stage.place.target.origin
        return self.room.address(self.name).removeprefix(origin).partition("?")[0]

    def close(self) -> None:
        """Closes the tab as a person would."""
        self._stage.log.add("person", Phase.INFO, "close-tab", {"target": self.name})
        self.room.close_tab(self.name)
        self._stage.settler.linger(50)

    @property
    def trace(self) -> Trace:
        """The newest load of this tab; raises NotObserved where there is none."""
        own = [it for it in self._stage.journey().traces if it.tab == self.name]
        if not own:
            raise NotObserved(f"{self.name} never asked for a runner's document.")
        return own[-1]

    def entry(self, session: Session) -> str | None:
        """The text of the session's entry that is really in storage now."""
        return self.room.read_storage(self.name, self._stage.entry_key(session))

    def address_of(self, session: Session) -> str:
        """The runner's address for the session."""
        place = self._stage.place
        return place.profile.runner_url(place.target.origin, session.url_id)

    def _as(self, session: Session) -> Visitor:
        if self._visitor:
            return self._stage.visitor(self._visitor)
        asked = self._stage.asked_visitor()
        return self._stage.visitor(asked) if asked else session.owner

    def enter(self, visitor: Visitor) -> None:
        """Opens the tab, empty, in its room, if it is not there yet."""
        if self._room is None:
            self._room = self._stage.room(self._room_name, visitor)
        if not self.name:
            self.name = self._room.new_tab()

    def _load(self, visitor: Visitor, url: str, topology: Topology) -> Trace:
        if topology in POPUPS:
            return self._load_by_opener(visitor, url, topology)
        self.enter(visitor)
        before = self._stage.log.last_seq
        self._stage.remember_topology(self.name, topology)
        self._stage.log.add("person", Phase.INFO, "open-tab", {"target": url})
        self.room.goto(self.name, url)
        self._stage.settle(self.name, since=before)
        return self.trace

    def _load_by_opener(self, visitor: Visitor, url: str, topology: Topology) -> Trace:
        opener = Tab(self._stage, self._visitor, self._room_name)
        opener.enter(visitor)
        if topology is Topology.DUPLICATED:
            opener.room.goto(opener.name, url)
            self._stage.settle(opener.name, since=self._stage.log.last_seq)
        else:
            home = self._home(visitor)
            opener.room.goto(opener.name, self._stage.place.target.origin + home)
        self._room = opener.room
        self._popup(opener.name, url, topology)
        return self.trace

    def _popup(self, opener: str, url: str, topology: Topology) -> None:
        known = set(self.room.tabs())
        before = self._stage.log.last_seq
        self.room.open_from(opener, url, topology)
        self._stage.settler.until(
            lambda _: bool(set(self.room.tabs()) - known), since=before, limit_ms=APPEARS_MS
        )
        fresh = [tab for tab in self.room.tabs() if tab not in known]
        if not fresh:
            raise NotObserved(f"No tab appeared after {opener} opened {url} ({topology}).")
        self.name = fresh[0]
        self._stage.remember_topology(self.name, topology)
        self._stage.settle(self.name, since=before)

    def _again(self, topology: Topology, go: Callable[[], None]) -> Trace:
        before = self._stage.log.last_seq
        self._stage.remember_topology(self.name, topology)
        go()
        self._stage.settle(self.name, since=before)
        return self.trace

    def sibling(self, name: str) -> "Tab":
        """Another tab of the same room, that the app opened."""
        other = Tab(self._stage, self._visitor, self._room_name)
        other._room, other.name = self.room, name
        return other

    def _home(self, visitor: Visitor) -> str:
        paths = self._stage.place.profile.paths
        return paths.dashboards.get(visitor.role, paths.home)

    def _click(self, locator: Locator) -> None:
        self.do_one(Step(click=locator))

    def do_one(self, step: Step) -> None:
        """Does one step, and does not wait for what follows."""
        self._log_step(step)
        self.room.do(self.name, step, {})

    def _log_step(self, step: Step) -> None:
        self._stage.log.add("person", Phase.INFO, step.verb, {"target": str(step.locator)})
