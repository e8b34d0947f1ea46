"""What a person may do or leave, once; on a driver that only tells what is held."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import RLock
from typing import cast

import pytest

from harness.chromium.driver import ChromiumDriver
from harness.chromium.tab import Paused, Tab
from harness.race.explore import explore
from harness.race.played import Choose, Parked, Played
from harness.race.step import ANYTHING, Gate, Step, Touch
from harness.racing.conductor import Conductor
from harness.racing.disruption import STAY, disrupts, touched_by
from harness.stage.log import EventLog

RUNNER = "/interview/{id}"
CALLS = "start.*"


@dataclass
class Rooms:
    """A context of tabs, and what a person did to it."""

    tabs: list[Tab] = field(default_factory=list)
    timers_left: dict[str, float] = field(default_factory=dict)
    did: list[str] = field(default_factory=list)
    flows: bool = False
    unrest: str = ""
    lock: RLock = field(default_factory=RLock)

    @property
    def contexts(self) -> list["Rooms"]:
        return [self]

    def open_tabs(self) -> list[Tab]:
        return [it for it in self.tabs if not it.is_closed]

    def timers(self) -> dict[str, float]:
        return dict(self.timers_left)

    def pass_time(self, name: str) -> None:
        self.did.append(f"waited in {name}")
        del self.timers_left[name]

    def wait(self) -> None:
        """No time passes here."""

    def close(self, tab: Tab) -> None:
        self.did.append(f"closed {tab.name}")
        tab.is_closed = True
        tab.end()

    def reload(self, tab: Tab) -> None:
        self.did.append(f"reloaded {tab.name}")
        tab.end()

    def set_link(self, *, is_offline: bool) -> None:
        self.did.append("offline" if is_offline else "online")

    def hold(self, tab: Tab, gate: str, then: Callable[[], None] = lambda: None) -> None:
        def go() -> None:
            del tab.paused[gate]
            self.did.append(f"{tab.name}:{gate}")
            then()

        tab.paused[gate] = Paused(gate, gate, gate, is_document=gate.startswith("document"), go=go)


def two_tabs() -> Rooms:
    """The starter asks; when it is answered its tab is done, and the other shows the runner."""
    starter = Tab("tab-1", "tab-1", "tab-1", "http://app/org")
    opened = Tab("tab-2", "tab-2", "tab-2", "http://app/starting")
    rooms = Rooms([starter, opened])

    def sent_on() -> None:
        opened.url = "http://app/interview/7"

    rooms.hold(starter, "start.request", lambda: rooms.hold(starter, "start.answer", sent_on))
    return rooms


def played(rooms: Rooms, choose: Choose, *gates: str) -> Played:
    it = Conductor(choose, gates, EventLog(), runner=RUNNER)
    it.begin()
    it.drain(cast("ChromiumDriver", rooms))
    return it.played(", ".join(rooms.did) or "nothing")


def everything(*gates: str) -> set[str]:
    return {it.outcome for it in explore(lambda choose: played(two_tabs(), choose, *gates)).runs}


def at(number: int, name: str) -> Choose:
    """Opens that gate at that moment, and before and after it the last."""

    def choose(parked: Parked, done: Sequence[Step]) -> Gate:
        wanted = [it for it in parked if it.name == name]
        others = [it for it in parked if it.actor != "person"]
        return wanted[0] if len(done) >= number and wanted else (others or parked)[-1]

    return choose


def test_they_are_off_unless_they_are_named() -> None:
    assert not disrupts(["create.*", "*"])
    assert all(map(disrupts, (["tab.close"], ["tab.*"], ["link.*"])))
    assert everything("*") == {"tab-1:start.request, tab-1:start.answer"}


def test_a_tab_is_closed_at_every_moment_or_never() -> None:
    found = everything(CALLS, "tab.close")

    assert {
        "tab-1:start.request, tab-1:start.answer",
        "closed tab-1",
        "tab-1:start.request, closed tab-1",
    } <= found
    assert any("closed tab-2" in it for it in found)
    assert all(it.count("closed") <= 1 for it in found)


def test_what_shows_the_starter_or_a_runner_is_reloaded_and_nothing_else() -> None:
    found = everything(CALLS, "tab.reload")

    runner = "tab-1:start.request, tab-1:start.answer, reloaded tab-2"
    assert [it for it in found if "reloaded tab-2" in it] == [runner]
    assert "reloaded tab-1" in found


def test_a_tab_on_its_way_elsewhere_is_not_reloaded() -> None:
    rooms = two_tabs()
    rooms.tabs[1].url = "http://app/interview/7"
    rooms.hold(rooms.tabs[1], "document.request")
    seen: list[Parked] = []

    def watched(parked: Parked, _: Sequence[Step]) -> Gate:
        seen.append(parked)
        return parked[0]

    played(rooms, watched, CALLS, "tab.reload")

    assert "tab.reload tab-2" not in {it.name for it in seen[0]}


def test_a_link_that_is_gone_always_comes_back() -> None:
    found = everything(CALLS, "link.offline")

    gone = [it for it in found if "offline" in it]
    assert gone
    assert all(it.count("offline") == it.count("online") == 1 for it in gone)
    assert "offline, tab-1:start.request, tab-1:start.answer, online" in found


def test_a_person_may_wait_however_long_it_takes() -> None:
    rooms = Rooms([Tab("tab-1", "tab-1", "tab-1", "http://app/org")], {"tab-1": 2_000})
    rooms.hold(rooms.tabs[0], "start.request")

    run = played(rooms, at(2, "tab.reload tab-1"), CALLS, "tab.reload")

    assert rooms.did == ["tab-1:start.request", "waited in tab-1", "reloaded tab-1"]
    assert [it.name for it in run.gates] == ["start.request", "timer", "tab.reload tab-1"]


def test_before_anything_is_held_nobody_disturbs() -> None:
    assert played(Rooms([Tab("tab-1", "a", "a")]), at(0, "tab.close"), "tab.*").steps == ()


@pytest.mark.parametrize(
    ("gate", "thing"),
    [
        (Gate("person", "tab.close tab-2"), "tab tab-2"),
        (Gate("person", "tab.reload tab-2"), "tab tab-2"),
        (Gate("person", "link.offline"), ANYTHING),
        (Gate("link", "link.online"), ANYTHING),
    ],
)
def test_an_act_touches_what_it_is_about(gate: Gate, thing: str) -> None:
    assert {it.thing for it in touched_by(gate)} == {thing}


def test_staying_touches_nothing_and_neither_does_who_is_no_person() -> None:
    assert touched_by(STAY) == frozenset()
    assert touched_by(Gate("tab-1", "start.request")) == frozenset()


def test_who_changes_what_a_person_may_do_is_dependent_with_it() -> None:
    """The answer shows the runner in the other tab: that one may be reloaded from then on."""
    run = played(two_tabs(), lambda parked, _: parked[0], CALLS, "tab.reload")

    by_name = {it.gate.name: it.touched for it in run.steps}
    assert Touch("tab person", writes=True) in by_name["start.answer"]
    assert Touch("tab person", writes=True) not in by_name["start.request"]
