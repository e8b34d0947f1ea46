"""A tab, as a scenario speaks of one."""

from collections.abc import Callable

from harness.errors import NotObserved, Unsupported
from harness.model.event import Event, Phase
from harness.model.session import Session, Visitor
from harness.model.trace import Trace
from harness.model.word import Role, Topology
from harness.profile.locator import Locator
from harness.profile.sign_in import ByForm
from harness.profile.step import Step
from harness.stage.driver import Room
from harness.stage.scene import Scene

APPEARS_MS = 8_000.0
POPUPS = (Topology.NOOPENER, Topology.NEW_WINDOW, Topology.DUPLICATED)


class Tab:
    """One tab of a room; `visitor` '' is the owner of what it opens. It comes to be when it first
    opens something.
    """

    def __init__(self, scene: Scene, visitor: str, room: str) -> None:
        self._scene = scene
        self._visitor = visitor
        self._room_name = room
        self._room: Room | None = None
        self._began = 0
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
        self._scene.begin_act(visitor, session=session)
        return self._load(visitor, self.address_of(session) + query, topology)

    def open_id(self, raw_id: str, *, visitor: str = "owner") -> Trace:
        """Opens the runner with an id as it stands, already encoded, that belongs to no session."""
        who = self._scene.roster.visitor(self._visitor or visitor)
        self._scene.begin_act(who)
        path = self._scene.place.profile.paths.runner.replace("{id}", raw_id)
        return self._load(who, self._scene.place.target.origin + path, Topology.NEW_TAB)

    def visit(self, path: str, *, visitor: str = "owner") -> None:
        """Opens another page of the app, as a new act."""
        who = self._scene.roster.visitor(self._visitor or visitor)
        self._scene.begin_act(who)
        self.enter(who)
        self.room.goto(self.name, self._scene.place.target.origin + path)

    def begin(self, session: Session) -> None:
        """Opens the runner of `session`, as a new act, and does not wait for its end."""
        visitor = self._as(session)
        self._scene.begin_act(visitor, session=session)
        self.enter(visitor)
        self._scene.recording.remember_topology(self.name, Topology.NEW_TAB)
        self._began = self._scene.log.last_seq
        self._go(self.address_of(session))

    def wait(self) -> Trace:
        """Waits for the end of the load that `begin` began."""
        self._scene.settler.settle(self.name, since=self._began)
        return self.trace

    def until_asked(self, role: Role) -> None:
        """Waits until the tab has sent a request of that role; raises NotObserved."""
        self._scene.settler.expect(
            lambda events: any(
                it.what == "request" and it.actor == self.name and it.text("role") == role
                for it in events
            ),
            since=self._began,
            limit_ms=APPEARS_MS,
            what=f"a request to {role} in {self.name}",
        )

    def reload(self) -> Trace:
        """Reloads the runner, and waits for the end of that load."""
        return self._again(Topology.RELOAD, lambda: self.room.reload(self.name), begins="document")

    def leave_and_come_back(self) -> Trace:
        """Goes to another page of the app, and back with the browser's Back."""
        origin, paths = self._scene.place.target.origin, self._scene.place.profile.paths
        self.room.goto(self.name, origin + (paths.sign_in or paths.home))
        return self._again(Topology.BACK, lambda: self.room.history(self.name, -1))

    def come_forward(self) -> Trace:
        """Goes one page back, and forward again once that page is there."""
        before, left = self._scene.log.last_seq, self.room.address(self.name)
        self.room.history(self.name, -1)
        # By the address: of a tab's first, empty page no event tells.
        self._scene.settler.until(
            lambda _: self.room.address(self.name) != left, since=before, limit_ms=APPEARS_MS
        )
        return self._again(Topology.FORWARD, lambda: self.room.history(self.name, 1))

    def open_again(self, session: Session, topology: Topology) -> "Tab":
        """Has this tab's page open the runner of `session` in another tab, within the same act."""
        other = Tab(self._scene, self._visitor, self._room_name)
        other._room = self.room
        other._popup(self.name, self.address_of(session), topology)
        return other

    def open_elsewhere(self, session: Session) -> "Tab":
        """Opens the runner of `session` in a separate browser context, within the same act."""
        other = Tab(self._scene, self._visitor, f"{self._room_name}, elsewhere")
        other.enter(self._as(session))
        other._load(self._as(session), self.address_of(session), Topology.INCOGNITO)
        return other

    def retry(self) -> Trace:
        """Presses Retry, and waits for the end of the load that it begins."""
        before = self._scene.log.last_seq
        self._click(self._scene.place.profile.buttons.retry)
        self._scene.settler.settle(self.name, since=before, begins="click")
        return self.trace

    def press(self, locator: Locator) -> None:
        """Clicks what the locator names, and lets what follows arrive."""
        self._click(locator)
        self._scene.settler.linger(50)

    def do(self, *steps: Step, **values: str) -> None:
        """Does the steps as a person would; what the last one asks of the server is waited for."""
        before = self._scene.log.last_seq
        for step in steps:
            self._log_step(step)
            self.room.do(self.name, step, values)
        self._scene.settler.quiet(self.name, since=before)

    def answer(self, text: str = "Because I want to learn.") -> None:
        """Hands in an answer; raises Unsupported where the profile has no steps for it."""
        self.do(*self._acts("answer"), answer=text)

    @property
    def can_answer(self) -> bool:
        """Whether the page shows where an answer is to be given; raises Unsupported where the
        profile has no steps for it.
        """
        return self.room.sees(self.name, self._acts("answer")[0].locator)

    def end(self) -> None:
        """Ends the interview; raises Unsupported where the profile has no steps for it."""
        self.do(*self._acts("end"))

    def sign_out(self) -> None:
        """Goes to the own dashboard and signs out there; raises Unsupported."""
        steps = self._acts("sign_out")
        role = self._scene.roster.visitor(self._visitor or "owner").role
        own = self._scene.place.profile.paths.own(role)
        self._go(self._scene.place.target.origin + own)
        self.do(*steps)

    def sign_in(self, visitor: str = "owner") -> Trace:
        """Presses Sign in, signs in as that visitor, as a new act, and waits for the runner's end.

        Raises Unsupported where the profile has no form for it, AssertionError where the person
        got in and was led to another page.
        """
        way = next(iter(self._forms()), None)
        if way is None:
            raise Unsupported("signing in, for which the profile has no form,", [])
        values = self._scene.source.values(visitor)
        self._leave_by(self._button("sign_in"))
        self._scene.begin_act(self._scene.roster.visitor(visitor))
        before = self._scene.log.last_seq
        self._scene.recording.remember_topology(self.name, Topology.SAME_TAB)
        for step in way.steps:
            self._log_step(step)
            self.room.do(self.name, step, values)
        self._scene.settler.settle(self.name, since=before, begins="document")
        self._refuse_elsewhere()
        return self.trace

    def _refuse_elsewhere(self) -> None:
        """Raises AssertionError where the tab is at another page than sign-in, and no runner was
        asked for.
        """
        led, known = self._path(), self._scene.place.profile.paths.sign_in
        pages = {known, *(it.path for it in self._forms())}
        if not self._scene.recording.journey().traces and led not in pages:
            raise AssertionError(f"Signed in, the tab was led to {led}, not back to the runner.")

    def hide(self) -> None:
        """Lets the page see itself hidden, as when a person turns to another tab (emulated)."""
        before = self._scene.log.last_seq
        self.room.hide(self.name)
        self._until_told("hidden", since=before)

    def _until_told(self, what: str, *, since: int) -> None:
        """Waits until the tab has told that, and lets what belongs to it arrive."""
        self._scene.settler.until(
            lambda events: any(it.actor == self.name and it.what == what for it in events),
            since=since,
            limit_ms=APPEARS_MS,
        )
        self._scene.settler.linger(50)

    def return_to_dashboard(self) -> str:
        """Presses Return to Dashboard, and returns the path where the tab is then; raises
        Unsupported where the profile names no such button.
        """
        return self._leave_by(self._button("dashboard"))

    def _leave_by(self, button: Locator) -> str:
        """Presses a button that leaves the page, and returns the path where the tab is then."""
        before = self._scene.log.last_seq
        self._click(button)
        self._scene.settler.until(
            lambda events: any(it.actor == self.name and _has_come(it) for it in events),
            since=before,
            limit_ms=APPEARS_MS,
        )
        self._scene.settler.linger(50)
        return self._path()

    def _path(self) -> str:
        """The path where the tab is now."""
        origin = self._scene.place.target.origin
        return self.room.address(self.name).removeprefix(origin).partition("?")[0]

    def close(self) -> None:
        """Closes the tab as a person would."""
        self._scene.log.add("person", Phase.INFO, "close-tab", {"target": self.name})
        before = self._scene.log.last_seq
        self.room.close_tab(self.name)
        # Its last words come before it is gone, which takes its time on a busy machine.
        self._until_told("closed", since=before)

    @property
    def trace(self) -> Trace:
        """The newest load of this tab; raises NotObserved where there is none."""
        own = [it for it in self._scene.recording.journey().traces if it.tab == self.name]
        if not own:
            raise NotObserved(f"{self.name} never asked for a runner's document.")
        return own[-1]

    def entry(self, session: Session) -> str | None:
        """The text of the session's entry that is really in storage now."""
        return self.room.read_storage(self.name, self._scene.roster.entry_key(session))

    def address_of(self, session: Session) -> str:
        """The runner's address for the session."""
        place = self._scene.place
        return place.profile.runner_url(place.target.origin, session.url_id)

    def _as(self, session: Session) -> Visitor:
        if self._visitor:
            return self._scene.roster.visitor(self._visitor)
        asked = self._scene.asked_visitor()
        return self._scene.roster.visitor(asked) if asked else session.owner

    def enter(self, visitor: Visitor) -> None:
        """Opens the tab, empty, in its room, if it is not there yet."""
        if self._room is None:
            self._room = self._scene.rooms.room(self._room_name, visitor)
        if not self.name:
            self.name = self._room.new_tab()

    def _load(self, visitor: Visitor, url: str, topology: Topology) -> Trace:
        if topology in POPUPS:
            return self._load_by_opener(visitor, url, topology)
        self.enter(visitor)
        before = self._scene.log.last_seq
        self._scene.recording.remember_topology(self.name, topology)
        self._go(url)
        self._scene.settler.settle(self.name, since=before, begins="document")
        return self.trace

    def _go(self, url: str) -> None:
        self._scene.log.add("person", Phase.INFO, "open-tab", {"target": url})
        self._scene.begins()
        self.room.goto(self.name, url)

    def _load_by_opener(self, visitor: Visitor, url: str, topology: Topology) -> Trace:
        opener = Tab(self._scene, self._visitor, self._room_name)
        opener.enter(visitor)
        if topology is Topology.DUPLICATED:
            before = self._scene.log.last_seq
            opener.room.goto(opener.name, url)
            self._scene.settler.settle(opener.name, since=before)
        else:
            home = self._home(visitor)
            opener.room.goto(opener.name, self._scene.place.target.origin + home)
        self._room = opener.room
        self._popup(opener.name, url, topology)
        return self.trace

    def _popup(self, opener: str, url: str, topology: Topology) -> None:
        known = set(self.room.tabs())
        before = self._scene.log.last_seq
        self.room.open_from(opener, url, topology)
        self._scene.settler.until(
            lambda _: bool(set(self.room.tabs()) - known), since=before, limit_ms=APPEARS_MS
        )
        fresh = [tab for tab in self.room.tabs() if tab not in known]
        if not fresh:
            raise NotObserved(f"No tab appeared after {opener} opened {url} ({topology}).")
        self.name = fresh[0]
        self._scene.recording.remember_topology(self.name, topology, since=before)
        self._scene.settler.settle(self.name, since=before)

    def _again(self, topology: Topology, go: Callable[[], None], *, begins: str = "") -> Trace:
        before = self._scene.log.last_seq
        self._scene.recording.remember_topology(self.name, topology)
        go()
        self._scene.settler.settle(self.name, since=before, begins=begins)
        return self.trace

    def sibling(self, name: str) -> "Tab":
        """Another tab of the same room, that the app opened."""
        other = Tab(self._scene, self._visitor, self._room_name)
        other._room, other.name = self.room, name
        return other

    def seen_by(self, visitor: str) -> "Tab":
        """The same tab, with somebody else in front of it."""
        same = Tab(self._scene, visitor, self._room_name)
        same._room, same.name = self.room, self.name
        return same

    def _forms(self) -> list[ByForm]:
        ways = self._scene.place.profile.sign_in.values()
        return [it for it in ways if isinstance(it, ByForm)]

    def _acts(self, name: str) -> tuple[Step, ...]:
        steps: tuple[Step, ...] = getattr(self._scene.place.profile.acts, name)
        if not steps:
            raise Unsupported(f"'{name}', for which the profile has no steps,", [])
        return steps

    def _button(self, name: str) -> Locator:
        found: Locator | None = getattr(self._scene.place.profile.buttons, name)
        if found is None:
            raise Unsupported(f"'buttons.{name}', which the profile does not name,", [])
        return found

    def _home(self, visitor: Visitor) -> str:
        return self._scene.place.profile.paths.own(visitor.role)

    def _click(self, locator: Locator) -> None:
        self.do_one(Step(click=locator))

    def do_one(self, step: Step) -> None:
        """Does one step, and does not wait for what follows."""
        self._log_step(step)
        self.room.do(self.name, step, {})

    def _log_step(self, step: Step) -> None:
        self._scene.log.add("person", Phase.INFO, step.verb, {"target": str(step.locator)})


def _has_come(event: Event) -> bool:
    """Whether with it a page is there: a document's answer, or an address that a document went on
    to.
    """
    return event.what == "route" or (event.what == "document" and event.kind is Phase.OK)
