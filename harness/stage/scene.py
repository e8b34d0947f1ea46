"""What is on the stage, and what its parts share: the place, the rooms, the wire, who is known,
and what is recorded.
"""

from collections.abc import Callable
from contextlib import ExitStack

from harness.conditions.condition import Condition
from harness.conditions.registry import refuse_conflicts
from harness.errors import Unnamed, Unsupported
from harness.model.event import Json, Phase
from harness.model.journey import Journey
from harness.model.naming import unjudged
from harness.model.session import Session, Visitor
from harness.model.word import Capability
from harness.stage.backend import Backend, DatabaseHand
from harness.stage.driver import Driver
from harness.stage.log import EventLog
from harness.stage.place import Place
from harness.stage.recording import Recording
from harness.stage.rooms import Rooms
from harness.stage.roster import Roster
from harness.stage.settle import Settler
from harness.stage.source import SessionSource
from harness.stage.wiring import StageWire


class Scene:
    """One scenario's. `keep` is given each journey as it ends; `database` is a hand on the app's
    database where there is no `backend` that has one.
    """

    def __init__(
        self,
        place: Place,
        driver: Driver,
        log: EventLog,
        source: SessionSource,
        backend: Backend | None,
        keep: Callable[[Journey], None],
        *,
        database: DatabaseHand | None = None,
    ) -> None:
        self.place = place
        self.driver = driver
        self.log = log
        self.source = source
        self.backend = backend
        self.database = database
        self.conditions: tuple[str, ...] = ()
        self.settler = Settler(driver, log, place.rules, driver.now)
        offered = place.capabilities | driver.capabilities
        faults = backend.faults if backend else None
        self.wire = StageWire(
            driver,
            offered,
            faults,
            lambda fault: self.rooms.play(fault),
            is_production=place.target.is_production,
        )
        self.roster = Roster(source, place.profile)
        self.rooms = Rooms(place, driver, source, self.roster, self.wire)
        virtual_time = place.virtual_time and Capability.CLOCK in offered
        self.recording = Recording(
            place,
            log,
            backend,
            self.roster,
            keep,
            virtual_time=virtual_time,
            strain=driver.strain,
            catch_up=driver.catch_up,
        )
        self._in_force: tuple[Condition, ...] = ()
        self._beside: list[str] = []
        # Called when the person does what the act is about: clicks to start, opens the tab.
        self.begins: Callable[[], None] = lambda: None

    def need(self, what: str, *capabilities: Capability) -> None:
        """Raises Unsupported where the target cannot honour `what`."""
        lacking = frozenset(capabilities) - self.wire.capabilities
        if lacking:
            raise Unsupported(what, lacking)

    def need_keys(self, *keys: str) -> None:
        """Raises Unnamed where the profile leaves one of the keys out."""
        why = unjudged(keys, self.place.rules.unnamed)
        if why:
            raise Unnamed(why)

    def under(self, *conditions: Condition) -> None:
        """Puts conditions in place, in their order; raises Unsupported, Conflict."""
        for condition in conditions:
            self.need(f"condition '{condition.name}'", *condition.needs)
        refuse_conflicts((*self._in_force, *conditions))
        self._in_force += conditions
        for condition in conditions:
            condition.apply(self.wire)
            detail: dict[str, Json] = {
                "name": condition.name,
                "on": True,
                "emulated": condition.emulated,
            }
            self.log.add("harness", Phase.INFO, "condition", detail)
        self.conditions += tuple(it.name for it in conditions)

    def lift(self) -> None:
        """Takes link, CPU and faults away, within the act."""
        self.wire.lift()
        self._calm_database()
        self._in_force = ()
        for name in self.conditions:
            self.log.add("harness", Phase.INFO, "condition", {"name": name, "on": False})

    def begin_act(
        self, visitor: Visitor, *, starter: str = "", session: Session | None = None
    ) -> None:
        """Ends the act before, and begins the next, under the conditions in place."""
        self.recording.begin(visitor, conditions=self.conditions, starter=starter, session=session)
        self._tell_beside()

    def tell_beside(self, why: str) -> None:
        """Says in the recording what had to be done again beside the play: in the act that is under
        way, else in the next.
        """
        self._beside.append(why)
        if self.recording.is_under_way:
            self._tell_beside()

    def _tell_beside(self) -> None:
        for why in self._beside:
            self.log.add("harness", Phase.INFO, "again", {"why": why})
        self._beside.clear()

    def asked_visitor(self) -> str:
        """The visitor that a condition put in the owner's place; '' for none."""
        return self.wire.asked.auth.visitor

    def close(self, *, interrupted: bool = False) -> None:
        """Ends the scenario: the last journey is handed on, and everything is undone."""
        with ExitStack() as undo:
            undo.callback(self.rooms.close)
            undo.callback(self._calm_database)
            undo.callback(self.wire.close)
            self.recording.end(interrupted=interrupted)

    def _calm_database(self) -> None:
        if self.database is not None:
            self.database.calm()
