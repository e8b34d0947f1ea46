"""Rooms beside the play: what happens there belongs to no journey, and is judged by nobody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from harness.conditions.wire import StorageRule
from harness.model.rules import Rules
from harness.model.target import Target
from harness.profile.profile import Profile
from harness.stage.driver import Driver, Room, RoomPlan, Visa
from harness.stage.log import EventLog
from harness.stage.settle import Settler

OpenDriver = Callable[[EventLog], Driver]


@dataclass(frozen=True, slots=True)
class SideRoom:
    """A room with one empty tab, what it tells, and who waits on that."""

    room: Room
    tab: str
    log: EventLog
    settler: Settler


@dataclass(frozen=True, slots=True)
class Aside:
    """Where to open such rooms: the app, and a browser whose `Driver` writes to the given log."""

    target: Target
    profile: Profile
    rules: Rules
    open_driver: OpenDriver

    @contextmanager
    def room(self, visa: Visa) -> Iterator[SideRoom]:
        """A room in real time, for whoever holds the visa; it is closed at the end. What hinders
        the play's own rooms does not hinder it.
        """
        log = EventLog()
        driver = self.open_driver(log)
        with driver.unhindered():
            room = driver.open_room(self._plan(visa))
            try:
                yield SideRoom(room, room.new_tab(), log, Settler(driver, log, self.rules))
            finally:
                room.close()

    def url(self, path: str) -> str:
        """The address of a path of the app."""
        return self.target.origin + path

    def _plan(self, visa: Visa) -> RoomPlan:
        return RoomPlan(
            origin=self.target.origin,
            other_origin="",
            profile=self.profile,
            visa=visa.beside(self.target.cookies),
            storage=StorageRule(),
            virtual_time=False,
            secret_headers=self.target.in_browser,
            run=self.target.run,
        )
