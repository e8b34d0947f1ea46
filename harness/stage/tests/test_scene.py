"""What the parts of a stage share: conditions, acts, and the end."""

from dataclasses import dataclass, field
from typing import cast

import pytest

from harness.conditions.condition import Condition
from harness.conditions.wire import Wire
from harness.errors import BackendLost, Conflict, Unnamed, Unsupported
from harness.model.event import Event
from harness.model.journey import Journey
from harness.model.rules import Rules
from harness.model.word import Capability
from harness.stage import server
from harness.stage.backend import Backend, DatabaseFault, DatabaseHand
from harness.stage.rooms import MAIN
from harness.stage.scene import Scene
from harness.stage.stage import Stage
from harness.stage.starter import Starter
from harness.stage.tests.stand_in import OWNER, PROFILE, House, place


@dataclass
class Server:
    """A backend whose log can be read, until it is lost."""

    lost: bool = False
    faults: None = None

    def events(self) -> tuple[Event, ...]:
        if self.lost:
            raise BackendLost("it ended")
        return ()


@dataclass
class Play:
    """A scene on stand-ins, and the journeys that it has handed on."""

    server: Server = field(default_factory=Server)
    house: House = field(default_factory=House)
    kept: list[Journey] = field(default_factory=list)
    database: DatabaseHand | None = None
    scene: Scene = field(init=False)

    def __post_init__(self) -> None:
        self.scene = Scene(
            place(),
            self.house.as_driver(),
            self.house.log,
            self.house.as_source(),
            cast("Backend", self.server),
            self.kept.append,
            database=self.database,
        )

    def told(self, what: str) -> list[object]:
        events = [it for it in self.house.log.since(0) if it.what == what]
        return [dict(it.detail) for it in events]


def scene_by(rules: Rules) -> Scene:
    """A scene of an app of that shape."""
    house, backend = House(), cast("Backend", Server())
    kept: list[Journey] = []
    given = place(rules=rules)
    return Scene(given, house.as_driver(), house.log, house.as_source(), backend, kept.append)


def slow(name: str, claim: str = "cpu", *needs: Capability) -> Condition:
    def apply(wire: Wire) -> None:
        wire.cpu(4)

    return Condition(name, "line", frozenset(needs), frozenset({claim}), apply, emulated="a bit")


def test_what_is_lacking_is_said_before_anything_is_put_in_place() -> None:
    play = Play()

    with pytest.raises(Unsupported, match="condition 'b' needs server-faults"):
        play.scene.under(slow("a"), slow("b", "other", Capability.SERVER_FAULTS))
    assert play.scene.conditions == ()
    assert play.told("condition") == []


def test_two_that_decide_one_thing_conflict_whenever_they_come() -> None:
    play = Play()
    play.scene.under(slow("a"))

    with pytest.raises(Conflict):
        play.scene.under(slow("b"))
    assert play.scene.conditions == ("a",)


def test_what_was_lifted_may_be_asked_for_again() -> None:
    play = Play()
    play.scene.under(slow("a"))

    play.scene.lift()
    play.scene.under(slow("b"))

    assert play.scene.conditions == ("a", "b")
    assert play.house.driver.calmed == 1
    assert play.told("condition") == [
        {"name": "a", "on": True, "emulated": "a bit"},
        {"name": "a", "on": False},
        {"name": "b", "on": True, "emulated": "a bit"},
    ]


def test_an_act_is_under_the_conditions_in_place() -> None:
    play = Play()
    play.scene.under(slow("a"))
    play.scene.begin_act(OWNER, starter="org")

    play.scene.close()

    [journey] = play.kept
    assert (journey.conditions, journey.starter, journey.visitor) == (("a",), "org", OWNER)


def test_what_happened_beside_the_play_is_told_in_the_act_that_follows() -> None:
    play = Play()
    play.scene.tell_beside("Starter 'x' was used twice: it was slow")
    assert play.told("again") == []

    play.scene.begin_act(OWNER)
    play.scene.tell_beside("and once more")
    play.scene.begin_act(OWNER)

    [first] = play.kept
    assert [it.text("why") for it in first.events if it.what == "again"] == [
        "Starter 'x' was used twice: it was slow",
        "and once more",
    ]
    assert [it for it in play.scene.recording.journey().events if it.what == "again"] == []


def test_everything_is_undone_even_where_the_last_journey_cannot_be_had() -> None:
    play = Play()
    play.scene.rooms.room("main", OWNER)
    play.scene.begin_act(OWNER)
    play.server.lost = True

    with pytest.raises(BackendLost):
        play.scene.close()

    assert play.house.driver.rooms[0].is_closed
    assert play.house.driver.calmed == 1


class GoneDatabase:
    """Was disturbed, and cannot be calmed."""

    def __init__(self) -> None:
        self.disturbed: list[DatabaseFault] = []

    def disturb(self, fault: DatabaseFault) -> None:
        self.disturbed.append(fault)

    def calm(self) -> None:
        raise BackendLost("the proxy has ended")


def test_rooms_are_closed_where_the_database_is_gone() -> None:
    play = Play(database=GoneDatabase())
    play.scene.rooms.room("main", OWNER)

    with pytest.raises(BackendLost, match="the proxy has ended"):
        play.scene.close()

    assert play.house.driver.rooms[0].is_closed


def test_the_hand_on_the_database_is_the_proxys_where_there_is_one() -> None:
    database, fault = GoneDatabase(), DatabaseFault("read", "unavailable")

    server.Server(Play(database=database).scene).disturb_database(fault)

    assert database.disturbed == [fault]


def test_what_rests_on_a_key_that_the_profile_leaves_out_is_unnamed() -> None:
    scene = scene_by(Rules(unnamed=("api.start",)))

    scene.need_keys("api.create", "api.telemetry")
    with pytest.raises(Unnamed, match=r"names no 'api\.start'"):
        scene.need_keys("api.create", "api.start")


def test_what_only_a_value_or_a_sign_tells_is_unnamed_without_it() -> None:
    stage = Stage(Play().scene)
    mute = PROFILE.starters["org"].model_copy(update={"told": None})

    stage.starter("org").need_told()
    with pytest.raises(Unnamed, match=r"starters\.org\.told"):
        Starter(stage._scene, "org", mute, MAIN).need_told()


def test_a_handler_is_told_by_its_refusal_unless_nobody_signs_in() -> None:
    everybody = [it.path for it in Stage(Play().scene).server.handlers]
    nobody = Stage(scene_by(Rules(unnamed=("sign_in",)))).server.handlers

    assert [it for it in everybody if "{id}" in it] == ["GET /api/interview/session/{id}"]
    assert [it.path for it in nobody] == [it for it in everybody if "{id}" not in it]
