"""A starter, as a scenario speaks of one: the page, the click, and the tab that it opens."""

from harness.errors import NotObserved, Unnamed
from harness.model.event import Event, Json, Phase
from harness.model.journey import Journey
from harness.model.naming import unjudged
from harness.model.session import Session
from harness.model.word import Role, Screen, Topology
from harness.profile.starter import Starter as Recipe
from harness.profile.step import Step
from harness.stage.identity import identity_of
from harness.stage.idling import idle, started_anything
from harness.stage.scene import Scene
from harness.stage.slicing import runner_id
from harness.stage.tab import Tab

SAYS_SO_MS = 8_000.0


class Starter:
    """One starter of the profile. `prepare` goes to its page, `click` starts, `start` does both
    and waits for the end.
    """

    def __init__(self, scene: Scene, name: str, recipe: Recipe, room: str) -> None:
        self._scene = scene
        self.name = name
        self.recipe = recipe
        self._room_name = room
        self.tab = Tab(scene, recipe.visitor, room)
        self._before = 0
        self._values: dict[str, str] = {}

    @property
    def _limit_ms(self) -> float:
        return self._scene.place.profile.deadlines.starts_ms

    def prepare(self) -> None:
        """Goes to the starter's page and does all its steps but the last, which starts."""
        self._scene.source.refuse_idle(self.name)
        visitor = self._scene.roster.visitor(self.recipe.visitor)
        self._scene.begin_act(visitor, starter=self.name)
        self.tab.enter(visitor)
        url = self._scene.place.target.origin + self.recipe.path
        self.tab.room.goto(self.tab.name, url)
        owner = self.recipe.owner or self.recipe.visitor
        self._values = self._scene.source.values(owner)
        for step in self.recipe.steps[:-1]:
            self._do(step)

    def click(self) -> None:
        """Does the last step: the click that starts."""
        self._before = self._scene.log.last_seq
        self._scene.begins()
        self._do(self.recipe.steps[-1])

    def click_again(self) -> None:
        """Starts another session from the same page, as it stands: another act."""
        self._scene.begin_act(self._scene.roster.visitor(self.recipe.visitor), starter=self.name)
        self.click()

    def double_click(self) -> None:
        """Does the last step twice, the second time at once and whether or not it still can be
        done.
        """
        self._before = self._scene.log.last_seq
        self._scene.begins()
        locator = self.recipe.steps[-1].locator
        detail: dict[str, Json] = {"target": str(locator), "tab": self.tab.name}
        self._scene.log.add("person", Phase.INFO, "double-click", detail)
        self.tab.room.double_click(self.tab.name, locator)

    def start(self) -> Journey:
        """Starts a session as a person does, and waits until its runner has ended."""
        self.prepare()
        self.click()
        return self.wait()

    def wait(self) -> Journey:
        """Waits until the opened runner has ended, or the starter told why there is none."""
        told = self._scene.settler.seldom(self._told)
        self._scene.settler.until(
            lambda events: self._runner_tab(events) != "" or told(),
            since=self._before,
            limit_ms=self._limit_ms,
        )
        tab = self._runner_tab(self._scene.log.since(self._before))
        if tab:
            self._note_session()
            self._scene.settler.settle(tab, since=self._document_seq(tab))
        elif not self._told() and not started_anything(self._scene.log.since(self._before)):
            self._note_idle()
        else:
            self._scene.settler.linger(50)
        return self._scene.recording.journey()

    def _note_idle(self) -> None:
        """Tells the source, unless a fault may be why nothing happened."""
        if not self._scene.conditions and not self._scene.wire.asked.faults:
            self._scene.source.note_idle(self.name, idle(self.name, self.recipe))
            self._scene.source.refuse_idle(self.name)

    @property
    def opens_in_place(self) -> bool:
        """Whether the runner takes the place of the starter's own page."""
        return self.recipe.opens == "same-tab"

    def shows_starting(self) -> bool:
        """Waits until the opened tab says that the session is being started; says whether it did.

        Raises Unnamed where the profile does not say how that is seen.
        """
        self._scene.need_keys("screens.starting")
        return self._scene.settler.until(
            lambda events: any(it.text("screen") == Screen.STARTING for it in events),
            since=self._before,
            limit_ms=SAYS_SO_MS,
        )

    def asked(self, role: Role) -> bool:
        """Waits until the starter has sent a request of that role; says whether it did."""
        return self._scene.settler.until(
            lambda events: any(it.what == "request" and it.text("role") == role for it in events),
            since=self._before,
            limit_ms=SAYS_SO_MS,
        )

    @property
    def is_alone(self) -> bool:
        """Whether the starter's page is the only tab that is there."""
        return self.tab.room.tabs() == (self.tab.name,)

    def has_opened(self) -> bool:
        """Whether a tab was sent to the runner by now."""
        return self._runner_tab(self._scene.log.since(self._before)) != ""

    @property
    def settled_ms(self) -> float:
        """How long the starter waited, on its own clock, between its last write of the entry and
        sending the tab on; raises NotObserved.
        """
        events = self._scene.log.since(self._before)
        writes = [it for it in events if it.what == "storage.write" and it.actor == self.tab.name]
        entries = [it for it in writes if it.text("role") == "entry"]
        clock = entries[-1].clock if entries else ""
        since = entries[-1].seq if entries else 0
        moves = (it for it in events if it.what == "navigate" and it.seq > since)
        sent = [it for it in moves if it.clock == clock]
        if not entries or not sent:
            raise NotObserved(f"Starter '{self.name}' wrote no entry, or sent no tab on.")
        return sent[0].at_ms - entries[-1].at_ms

    def told(self) -> bool:
        """Whether the starter's page tells the person that something went wrong."""
        return self._told()

    def need_told(self) -> None:
        """Raises Unnamed where the profile does not say how this starter tells of a failure."""
        if self.recipe.told is None:
            raise Unnamed(unjudged([wanted := f"starters.{self.name}.told"], [wanted]))

    @property
    def opened(self) -> Tab:
        """The tab with the runner; raises NotObserved where none was opened."""
        name = self._runner_tab(self._scene.log.since(self._before))
        if not name:
            raise NotObserved(
                f"Starter '{self.name}' opened no runner within {self._limit_ms:.0f} ms."
            )
        return self.tab.sibling(name)

    def session(self) -> Session:
        """The session that was started, as the answers of create and start tell; raises
        NotObserved.
        """
        url = self._runner_url()
        found = self._scene.roster.session(self._scene.place.profile.url_id(url) or "")
        if found is None:
            raise NotObserved(f"Starter '{self.name}' created no session that could be seen.")
        return found

    def _do(self, step: Step) -> None:
        detail: dict[str, Json] = {"target": str(step.locator), "tab": self.tab.name}
        self._scene.log.add("person", Phase.INFO, step.verb, detail)
        self.tab.room.do(self.tab.name, step, self._values)

    def _told(self) -> bool:
        sign = self.recipe.told
        if sign is None:
            return False
        return any(self.tab.room.sees(self.tab.name, it) for it in (*sign.any, *sign.all))

    def _documents(self, events: tuple[Event, ...]) -> list[Event]:
        return [
            it for it in events if it.is_page and runner_id(it.text("url"), self._scene.place.rules)
        ]

    def _runner_tab(self, events: tuple[Event, ...]) -> str:
        found = self._documents(events)
        return found[0].actor if found else ""

    def _runner_url(self) -> str:
        found = self._documents(self._scene.log.since(self._before))
        return found[0].text("url") if found else ""

    def _document_seq(self, tab: str) -> int:
        found = self._documents(self._scene.log.since(self._before))
        return next(it.seq for it in found if it.actor == tab) - 1

    def _note_session(self) -> None:
        """Learns which session was started, so that its nonce can be looked for wherever it is
        shown.
        """
        events = self._scene.log.since(self._before)
        tab, url = self._runner_tab(events), self._runner_url()
        opened = Topology.SAME_TAB if tab == self.tab.name else Topology.NEW_TAB
        self._scene.recording.remember_topology(tab, opened, since=self._before)
        ids = identity_of(url, events, self._scene.place.profile)
        owner = self._scene.roster.visitor(self.recipe.owner or self.recipe.visitor)
        self._scene.roster.note(
            Session(
                ids.url_id,
                ids.document_id,
                entry_id=ids.entry_id,
                nonce=self._values.get("name", ""),
                owner=owner,
                in_storage=True,
            )
        )
