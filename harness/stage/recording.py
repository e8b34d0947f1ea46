"""What is recorded: one journey an act, handed on when the next act begins or the scenario ends."""

import itertools
import math
import time
from collections.abc import Callable

from harness.model.event import STARVED, Phase
from harness.model.journey import Journey
from harness.model.session import Session, Visitor
from harness.model.strain import Strain
from harness.model.word import Topology
from harness.stage.act import Act, journey_of
from harness.stage.backend import Backend
from harness.stage.identity import documents_created
from harness.stage.log import EventLog
from harness.stage.place import Place
from harness.stage.roster import Roster

# A load that ends sooner was not hindered by much.
LONG_S = 2.0


class Recording:
    """The act that is under way. `keep` is given each journey as it ends."""

    def __init__(
        self,
        place: Place,
        log: EventLog,
        backend: Backend | None,
        roster: Roster,
        keep: Callable[[Journey], None],
        *,
        virtual_time: bool,
        strain: Callable[[], Strain | None] = lambda: None,
        catch_up: Callable[[], None] = lambda: None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._strain = strain
        self._catch_up = catch_up
        self._now = now
        self._looks_at_s = 0.0
        self._place = place
        self._log = log
        self._backend = backend
        self._roster = roster
        self._keep = keep
        self._virtual_time = virtual_time
        self._topologies: list[tuple[str, int, Topology]] = []
        self._act: Act | None = None
        self._numbers = itertools.count(1)

    @property
    def since(self) -> int:
        """The seq after which the act's events come, 0 before any act."""
        return self._act.first_seq if self._act else 0

    @property
    def is_under_way(self) -> bool:
        """Whether an act has begun, and not ended."""
        return self._act is not None

    def begin(
        self,
        visitor: Visitor,
        *,
        conditions: tuple[str, ...],
        starter: str = "",
        session: Session | None = None,
    ) -> None:
        """Ends the act before, and begins the next."""
        self.end()
        self._looks_at_s = self._now() + LONG_S
        self._act = Act(
            id=f"{self._place.prefix}j{next(self._numbers)}",
            scenario=self._place.scenario,
            starter=starter,
            visitor=visitor,
            session=session,
            conditions=conditions,
            first_seq=self._log.last_seq,
            virtual_time=self._virtual_time,
            rules=self._place.rules,
        )

    def journey(self, *, interrupted: bool = False) -> Journey:
        """The journey of the act so far."""
        assert self._act is not None, "no act has begun: open a tab or a starter first"
        self.gather()
        self._note_strain()
        return journey_of(
            self._act,
            self._log.since(self._act.first_seq),
            sees_backend=self._backend is not None,
            sessions=self._roster.session,
            topologies=self._topology_of,
            interrupted=interrupted,
        )

    def end(self, *, interrupted: bool = False) -> None:
        """Ends the act: its journey is handed on, and is not changed any more.

        What the server logged by now is taken first, and then each tab is heard out: whatever a
        tab did before the server saw it is in the journey, too.
        """
        if self._act is None:
            return
        if not interrupted:
            self.gather()
            self._catch_up()
        self._note_created(self._act)
        journey = self.journey(interrupted=interrupted)
        self._act = None
        self._keep(journey)

    def _note_created(self, act: Act) -> None:
        """What a starter created is left behind, whether or not a runner came of it."""
        profile = self._place.profile
        if recipe := profile.starters.get(act.starter):
            created = documents_created(self._log.since(act.first_seq), profile)
            self._roster.note_created(created, recipe.owner or recipe.visitor)

    def gather(self) -> None:
        """Takes into the log what the server has logged by now, where that can be seen."""
        if self._backend is not None:
            self._log.extend(self._backend.events())

    def _note_strain(self) -> None:
        """Notes, in an act that took long, that its pages were given no processor."""
        if self._now() < self._looks_at_s:
            return
        found = self._strain()
        if found is not None and found.is_starved:
            self._looks_at_s = math.inf
            told = {"ran_s": round(found.ran_s, 1), "waited_s": round(found.waited_s, 1)}
            self._log.add("harness", Phase.INFO, STARVED, told)

    def remember_topology(self, tab: str, topology: Topology, *, since: int | None = None) -> None:
        """Notes how the next document of `tab` comes to be, or the next one after seq `since`."""
        at = self._log.last_seq if since is None else since
        self._topologies.append((tab, at, topology))

    def _topology_of(self, tab: str, seq: int) -> Topology:
        known = [how for name, at, how in self._topologies if name == tab and at <= seq]
        return known[-1] if known else Topology.NEW_TAB
