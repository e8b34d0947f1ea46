"""Each room is opened once, by a plan of all that was asked for by then."""

from collections.abc import Mapping

import pytest

from harness.conditions.wire import AuthRule, Fault, StorageRule
from harness.errors import Unsupported, UsageError
from harness.model.word import Capability, Role
from harness.stage.driver import RoomPlan
from harness.stage.rooms import MAIN, Rooms
from harness.stage.roster import Roster
from harness.stage.source import Wish
from harness.stage.tests.stand_in import OWNER, PROFILE, House, StandInRoom, place
from harness.stage.wiring import StageWire


class Company:
    """Rooms of one scenario, with all that belongs to them."""

    def __init__(self, **parts: object) -> None:
        self.house = House()
        self.roster: Roster = self.house.roster()
        self.wire: StageWire = self.house.wire(lambda fault: self.rooms.play(fault))
        self.rooms = Rooms(
            place(**parts),
            self.house.as_driver(),
            self.house.as_source(),
            self.roster,
            self.wire,
        )

    def open(self, name: str = MAIN) -> StandInRoom:
        self.rooms.room(name, OWNER)
        return self.house.driver.rooms[-1]

    @property
    def plan(self) -> RoomPlan:
        """The plan of a main room that is opened now."""
        return self.open().plan

    @property
    def seeds(self) -> Mapping[str, str]:
        return self.plan.seeds


def test_a_room_is_opened_once() -> None:
    it = Company()

    assert it.rooms.room(MAIN, OWNER) is it.rooms.room(MAIN, OWNER)
    assert len(it.house.driver.rooms) == 1


def test_sessions_are_stored_in_the_main_room_alone() -> None:
    it = Company()
    it.roster.make(Wish())

    assert it.seeds == {"interview:init:s-1": "entry of s-1"}
    assert it.open("other").plan.seeds == {}


def test_a_session_that_comes_later_is_written_where_a_tab_is() -> None:
    it = Company()
    room = it.open()
    it.rooms.store(it.roster.make(Wish()))
    room.new_tab()
    it.rooms.store(it.roster.make(Wish()))
    it.rooms.store(it.roster.make(Wish(in_storage=False)))

    assert room.stored == [("tab-1", "interview:init:s-2", "entry of s-2")]


def test_what_belongs_to_a_plan_cannot_be_asked_for_once_a_room_is_open() -> None:
    it = Company()
    it.open()

    with pytest.raises(UsageError):
        it.wire.storage(StorageRule(entry="corrupt"))


def test_conditions_are_in_the_plan() -> None:
    it = Company(virtual_time=False, gates=("runner.before-fetch",))
    it.wire.storage(StorageRule(access="full"))
    it.wire.popups(blocked=True)
    it.wire.fault(Fault(Role.SESSION, hang=True))
    it.wire.fault(Fault(Role.START, hang=True, times=1))

    plan = it.plan
    assert plan.storage == StorageRule(access="full")
    assert plan.popups_blocked
    assert plan.hung == (Role.SESSION,)
    assert len(plan.routes) == 2
    assert (plan.virtual_time, plan.gates) == (False, ("runner.before-fetch",))
    assert (plan.secret_headers, plan.run) == ({"x-pass": "s"}, "r1")


def test_time_is_virtual_only_where_the_browser_has_a_clock() -> None:
    it = Company()
    assert it.plan.virtual_time
    plain = Company()
    plain.wire._capabilities = frozenset({Capability.ROUTES})
    assert not plain.plan.virtual_time


def test_who_is_signed_in_may_be_somebody_else() -> None:
    it = Company()
    it.wire.auth(AuthRule(visitor="staff", token="revoked"))

    assert it.plan.visa.storage == {"who": "staff"}
    assert it.house.source.visas == [("staff", "revoked")]


def test_late_auth_is_a_token_to_refresh_and_a_server_that_takes_its_time() -> None:
    it = Company()
    it.wire.auth(AuthRule(late_ms=900))

    assert it.plan.routes == (Fault(Role.AUTH, delay_ms=900),)
    assert it.house.source.visas == [("owner", "expired")]


def test_a_foreign_entry_is_that_of_another_session() -> None:
    it = Company()
    it.wire.storage(StorageRule(entry="foreign"))

    assert it.plan.storage_values == {"foreign": "entry of s-1"}
    assert it.house.source.made == [Wish(in_storage=False)]


def test_an_entry_of_before_needs_a_profile_that_says_how_it_was() -> None:
    storage = PROFILE.storage.model_copy(update={"old": {}})
    it = Company(profile=PROFILE.model_copy(update={"storage": storage}))
    it.wire.storage(StorageRule(entry="old"))

    with pytest.raises(Unsupported, match="an earlier build's entry"):
        it.open()


def test_a_fault_and_a_gate_reach_every_room() -> None:
    it = Company()
    rooms = [it.open(), it.open("other")]
    fault = Fault(Role.SESSION, status=503)

    it.wire.fault(fault)
    it.rooms.open_gate("runner.before-fetch")

    assert [one.played for one in rooms] == [[fault], [fault]]
    assert [one.gates for one in rooms] == [["runner.before-fetch"]] * 2


def test_a_tab_that_cannot_be_pictured_is_left_out() -> None:
    it = Company()
    room = it.open()
    room.new_tab()

    assert it.rooms.screenshots() == {}
    room.png = b"png"
    assert it.rooms.screenshots() == {"tab-1": b"png"}


def test_closed_rooms_are_opened_anew() -> None:
    it = Company()
    first = it.open()

    it.rooms.close()

    assert first.is_closed
    assert it.open() is not first
