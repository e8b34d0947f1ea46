"""The rooms of a scenario: isolated browser contexts, each opened by a plan of all that was asked
for by then.
"""

from collections.abc import Mapping

from harness.conditions.wire import Fault
from harness.errors import Unsupported
from harness.model.session import Visitor
from harness.model.word import Capability, Role
from harness.stage.driver import Driver, Room, RoomPlan
from harness.stage.place import Place
from harness.stage.roster import Roster
from harness.stage.source import Prepared, SessionSource, Wish
from harness.stage.wiring import StageWire

MAIN = "main"


class Rooms:
    """The open rooms by name. Sessions are stored in the main one; any other has empty storage."""

    def __init__(
        self, place: Place, driver: Driver, source: SessionSource, roster: Roster, wire: StageWire
    ) -> None:
        self._place = place
        self._driver = driver
        self._source = source
        self._roster = roster
        self._wire = wire
        self._open: dict[str, Room] = {}

    def room(self, name: str, visitor: Visitor) -> Room:
        """The room of that name, opened for `visitor` if it is not there yet."""
        if name not in self._open:
            plan = self._plan(visitor, seeds=self._roster.entries() if name == MAIN else {})
            self._open[name] = self._driver.open_room(plan)
            self._wire.room_opened()
        return self._open[name]

    def store(self, prepared: Prepared) -> None:
        """Puts the session's entry into the main room's storage, where that has a tab already."""
        room = self._open.get(MAIN)
        tabs = room.tabs() if room else ()
        if room is not None and tabs and prepared.session.in_storage:
            room.write_storage(tabs[0], self._roster.entry_key(prepared.session), prepared.entry)

    def play(self, fault: Fault) -> None:
        """Plays the fault in every room that is open."""
        for room in self._open.values():
            room.play(fault)

    def open_gate(self, name: str) -> None:
        """Opens the page gate in every room, once in each."""
        for room in self._open.values():
            room.open_gate(name)

    def screenshots(self) -> Mapping[str, bytes]:
        """A PNG of each open tab, by its name; what cannot be taken is left out."""
        shots = {tab: room.screenshot(tab) for room in self._open.values() for tab in room.tabs()}
        return {tab: png for tab, png in shots.items() if png is not None}

    def close(self) -> None:
        """Closes all of them."""
        for room in self._open.values():
            room.close()
        self._open.clear()

    def _plan(self, visitor: Visitor, *, seeds: Mapping[str, str]) -> RoomPlan:
        asked = self._wire.asked
        if asked.auth.visitor:
            visitor = self._roster.visitor(asked.auth.visitor)
        token = "expired" if asked.auth.late_ms else asked.auth.token
        if asked.auth.late_ms:
            self._wire.fault(Fault(Role.AUTH, delay_ms=asked.auth.late_ms))
            asked = self._wire.asked
        place, origin = self._place, self._place.target.origin
        visa = self._source.visa(visitor, token=token, origin=origin)
        return RoomPlan(
            origin=origin,
            other_origin=place.other_origin,
            profile=place.profile,
            visa=visa.beside(place.target.cookies),
            seeds=seeds,
            storage=asked.storage,
            storage_values=self._storage_values(asked.storage.entry),
            routes=asked.routes,
            hung=tuple(it.role for it in asked.faults if it.hang and it.times is None),
            popups_blocked=asked.popups_blocked,
            redirect_runner=asked.runner_host == "other",
            stale_worker=asked.stale_worker,
            virtual_time=place.virtual_time and Capability.CLOCK in self._wire.capabilities,
            gates=place.gates,
            secret_headers=place.target.in_browser,
            run=place.target.run,
        )

    def _storage_values(self, entry: str) -> dict[str, str]:
        if entry == "foreign":
            return {"foreign": self._source.make(Wish(in_storage=False)).entry}
        if entry == "old" and not self._place.profile.storage.old:
            raise Unsupported("an earlier build's entry, of which the profile says nothing,", [])
        return {}
