"""Rooms beside the play are as the app is without conditions, and do not outlive their use."""

from dataclasses import replace

from harness.conditions.wire import StorageRule
from harness.stage.aside import Aside
from harness.stage.driver import Driver, Visa
from harness.stage.log import EventLog
from harness.stage.tests.stand_in import PROFILE, RULES, TARGET, House


def aside(house: House) -> tuple[Aside, list[EventLog]]:
    logs: list[EventLog] = []

    def open_driver(log: EventLog) -> Driver:
        logs.append(log)
        return house.as_driver()

    return Aside(TARGET, PROFILE, RULES, open_driver), logs


def test_a_room_beside_the_play_is_in_real_time_and_unhindered() -> None:
    house, visa = House(), Visa(storage={"who": "owner"})
    beside, _ = aside(house)

    with beside.room(visa) as side:
        assert (side.tab, side.room.tabs()) == ("tab-1", ("tab-1",))

    [room] = house.driver.rooms
    assert (room.plan.visa, room.plan.virtual_time) == (visa, False)
    assert (room.plan.storage, room.plan.routes) == (StorageRule(), ())
    assert (room.plan.secret_headers, room.plan.run) == ({"x-pass": "s"}, "r1")
    assert house.driver.opened_hindered == [False]
    assert house.driver.hindered


def test_a_cookie_that_opens_the_hosting_is_in_every_room() -> None:
    house, visa = House(), Visa(cookies={"own": "1"})
    opened = Aside(
        replace(TARGET, cookies={"_jwt": "c"}), PROFILE, RULES, lambda _: house.as_driver()
    )

    with opened.room(visa):
        pass

    assert house.driver.rooms[0].plan.visa.cookies == {"_jwt": "c", "own": "1"}


def test_it_is_closed_whatever_happens_in_it() -> None:
    house = House()
    beside, _ = aside(house)

    try:
        with beside.room(Visa()):
            raise RuntimeError
    except RuntimeError:
        pass

    assert house.driver.rooms[0].is_closed
    assert house.driver.hindered


def test_each_has_a_log_of_its_own() -> None:
    beside, logs = aside(House())

    with beside.room(Visa()) as one:
        pass
    with beside.room(Visa()) as other:
        pass

    assert [one.log, other.log] == logs
    assert one.log is not other.log


def test_a_path_is_of_the_apps_own_origin() -> None:
    beside, _ = aside(House())

    assert beside.url("/dashboard") == "http://app.test/dashboard"
