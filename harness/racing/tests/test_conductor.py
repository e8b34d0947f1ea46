"""Who is asked when, and what a step is; on a driver that only tells what is held."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import RLock
from typing import cast

import pytest

from harness.chromium.driver import ChromiumDriver
from harness.chromium.tab import Paused, Tab
from harness.errors import Inconclusive
from harness.model.event import Event, Phase
from harness.race.endless import MOST
from harness.race.played import Choose, Parked
from harness.race.step import Gate, Step, Touch
from harness.racing import conductor as conducting
from harness.racing.conductor import Conductor, CutShort
from harness.racing.doors import ServerDoors
from harness.racing.feed import Feed
from harness.stage.log import EventLog


@dataclass
class Rooms:
    """A driver whose tabs hold what a test puts there; opening a door takes it away."""

    tabs: list[Tab] = field(default_factory=list)
    timers_left: dict[str, float] = field(default_factory=dict)
    moves: bool = False
    flows: bool = False
    unrest: str = ""
    answered: set[str] = field(default_factory=set)
    hears: Callable[[], object] = lambda: None
    passed: list[str] = field(default_factory=list)
    lock: RLock = field(default_factory=RLock)
    after: Callable[[str], None] = lambda _: None

    @property
    def contexts(self) -> list["Rooms"]:
        return [self]

    def open_tabs(self) -> list[Tab]:
        return self.tabs

    def timers(self) -> dict[str, float] | None:
        self.hears()
        return None if self.moves else dict(self.timers_left)

    def pass_time(self, name: str) -> None:
        self.passed.append(name)
        del self.timers_left[name]

    def wait(self) -> None:
        """No time passes here."""

    def hold(self, tab: Tab, *gates: str) -> None:
        for it in gates:
            key = f"{it} {len(tab.paused)}"

            def go(key: str = key, gate: str = it) -> None:
                del tab.paused[key]
                self.after(gate)

            tab.paused[key] = Paused(key, key, it, is_document=False, go=go)


def play(rooms: Rooms, choose: Choose, *gates: str, log: EventLog | None = None) -> Conductor:
    it = Conductor(choose, gates, log or EventLog())
    it.begin()
    it.drain(cast("ChromiumDriver", rooms))
    return it


def first(parked: Parked, _: Sequence[Step]) -> Gate:
    return parked[0]


def last(parked: Parked, _: Sequence[Step]) -> Gate:
    return parked[-1]


def tab(name: str = "tab-1") -> Tab:
    return Tab(name, name, name)


def names(it: Conductor) -> list[str]:
    return [str(gate) for gate in it.played("x").gates]


def test_gates_hold_from_the_beginning_on_and_only_those_that_are_named() -> None:
    it = Conductor(first, ["start.*"], EventLog())

    assert not it.holds("tab-1", "start.request")
    it.begin()
    assert it.holds("tab-1", "start.request")
    assert not it.holds("tab-1", "create.request")


def test_one_gate_is_opened_at_a_time_as_it_was_chosen() -> None:
    rooms = Rooms([tab("tab-1"), tab("tab-2")])
    rooms.hold(rooms.tabs[0], "start.request")
    rooms.hold(rooms.tabs[1], "session.request")

    it = play(rooms, last, "*")

    assert names(it) == ["tab-2:session.request", "tab-1:start.request"]
    assert [len(parked) for parked in it.played("x").parked] == [2, 1]


def test_two_at_one_gate_of_one_tab_are_told_apart() -> None:
    rooms = Rooms([tab()])
    rooms.hold(rooms.tabs[0], "session.request", "session.request")

    assert names(play(rooms, last, "*")) == [
        "tab-1:session.request#2",
        "tab-1:session.request",
    ]


def test_while_something_moves_nobody_is_asked() -> None:
    rooms = Rooms([tab()], moves=True)
    rooms.hold(rooms.tabs[0], "start.request")
    it = Conductor(first, ["*"], EventLog())
    it.begin()

    assert it.turn(cast("ChromiumDriver", rooms)) is None
    assert rooms.tabs[0].paused


def test_a_short_wait_is_a_gate_and_a_long_one_passes_when_nothing_else_can_happen() -> None:
    rooms = Rooms([tab("tab-1"), tab("tab-2")], {"tab-1": 50, "tab-2": 4_000})
    rooms.hold(rooms.tabs[1], "start.request")

    it = play(rooms, last, "timer", "start.*")

    assert names(it) == ["tab-2:start.request", "tab-1:timer"]
    assert rooms.passed == ["tab-1", "tab-2"]


def test_of_waits_alone_only_the_shortest_can_be_over() -> None:
    rooms = Rooms([tab("tab-1"), tab("tab-2")], {"tab-1": 900, "tab-2": 100})

    it = play(rooms, last, "timer")

    assert [len(parked) for parked in it.played("x").parked] == [1, 1]
    assert names(it) == ["tab-2:timer", "tab-1:timer"]


def test_a_step_has_what_happened_until_all_was_still_again() -> None:
    rooms, log = Rooms([tab()]), EventLog()
    rooms.hold(rooms.tabs[0], "start.answer", "end.answer")
    rooms.after = lambda gate: _wrote(log) if gate == "start.answer" else None

    first_step, second = play(rooms, last, "*", log=log).played("x").steps

    assert Touch("storage entry", writes=True) in first_step.touched
    assert Touch("storage entry", writes=True) not in second.touched


def _wrote(log: EventLog) -> None:
    log.add("tab-1", Phase.OK, "storage.write", {"role": "entry", "key": "interview:init:7"})


def test_a_gate_that_is_gone_unopened_was_ended_by_the_step() -> None:
    rooms = Rooms([tab("tab-1"), tab("tab-2")])
    rooms.hold(rooms.tabs[0], "start.answer")
    rooms.hold(rooms.tabs[1], "session.request")
    rooms.after = lambda _: rooms.tabs[1].end()

    [step] = play(rooms, first, "*").played("x").steps

    assert step.ended == {Gate("tab-2", "session.request")}


def test_a_chooser_that_wants_no_more_cuts_the_run_short() -> None:
    rooms = Rooms([tab()])
    rooms.hold(rooms.tabs[0], "start.request", "session.request")
    it = Conductor(lambda parked, steps: None if steps else parked[0], ["*"], EventLog())
    it.begin()

    with pytest.raises(CutShort):
        it.drain(cast("ChromiumDriver", rooms))
    assert len(it.played("").steps) == len(it.played("").parked) == 1


def test_a_play_that_never_rests_is_inconclusive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conducting, "DRAIN_S", 0.0)

    with pytest.raises(Inconclusive, match="did not come to rest within 0 s: tab-1 draws"):
        play(Rooms([tab()], moves=True, unrest="tab-1 draws"), first, "*")


def polls(rooms: Rooms, name: str, every_ms: float) -> None:
    """The tab sets its timer anew whenever it has come."""
    own = rooms.pass_time

    def pass_time(tab: str) -> None:
        own(tab)
        rooms.timers_left.setdefault(name, every_ms)

    rooms.pass_time = pass_time  # type: ignore[assignment] # of this one alone
    rooms.timers_left[name] = every_ms


def test_the_timer_of_a_page_that_polls_is_no_choice_any_more() -> None:
    rooms = Rooms([tab("tab-1"), tab("tab-2")])
    rooms.hold(rooms.tabs[0], "start.request")
    polls(rooms, "tab-2", 500)

    it = play(rooms, last, "*")

    assert names(it) == ["tab-2:timer"] * MOST + ["tab-1:start.request"]
    assert it.played("x").parked[-1] == (Gate("tab-1", "start.request"),)


@pytest.mark.parametrize("every_ms", [500, 5_000])
def test_a_page_that_polls_does_not_keep_the_end_waiting(every_ms: float) -> None:
    rooms = Rooms([tab()])
    polls(rooms, "tab-1", every_ms)

    play(rooms, first, "timer")

    assert len(rooms.passed) == MOST


def test_what_a_page_asks_again_and_again_goes_on_at_once() -> None:
    rooms = Rooms([tab("tab-1"), tab("tab-2")])
    rooms.hold(rooms.tabs[0], "start.request")
    rooms.hold(rooms.tabs[1], "session.request")
    rooms.after = lambda gate: (
        rooms.hold(rooms.tabs[1], gate)
        if gate == "session.request" and rooms.tabs[0].paused
        else None
    )
    asked: list[Parked] = []

    def watched(parked: Parked, done: Sequence[Step]) -> Gate:
        asked.append(parked)
        return last(parked, done) if len(done) < MOST + 3 else first(parked, done)

    it = Conductor(watched, ["*"], EventLog())
    it.begin()
    for _ in range(MOST + 3):
        it.turn(cast("ChromiumDriver", rooms))

    assert [len(parked) for parked in asked] == [2] * MOST + [1] * 3


@dataclass
class Log:
    """A server's log that is read a while after it was written."""

    events: list[Event] = field(default_factory=list)

    def since(self, index: int) -> Sequence[Event]:
        return self.events[index:]

    @property
    def count(self) -> int:
        return len(self.events)

    def tell(self, what: str, kind: Phase, **detail: str) -> None:
        self.events.append(Event(len(self.events), 0.0, "b", "server", kind, what, "r1", detail))


def test_a_step_has_what_the_server_did_however_late_its_log_is_read() -> None:
    """The answer is held again before the log has come to it."""
    rooms, log = Rooms([tab()]), Log()
    server = ServerDoors(lambda _: None, lambda method, path: f"{method} {path}")
    it = Conductor(first, ["*"], EventLog(), server=server, feed=cast("Feed", log))
    rooms.hears, driver = it.held_by_server, cast("ChromiumDriver", rooms)
    rooms.hold(rooms.tabs[0], "start.request")
    it.begin()
    it.turn(driver)
    rooms.hold(rooms.tabs[0], "start.answer")
    rooms.answered = {"r1"}

    assert it.turn(driver) is None
    log.tell("request", Phase.BEGIN, method="POST", path="/start")
    log.tell("db.replace", Phase.OK, path="interviews/7")
    assert it.turn(driver) is None
    log.tell("request", Phase.OK)
    assert it.turn(driver)
    assert it.turn(driver) is False

    asked, given = it.played("x").steps
    assert Touch("database interviews", writes=True) in asked.touched
    assert Touch("database interviews", writes=True) not in given.touched


def test_what_the_stage_gathers_of_the_servers_log_is_no_steps() -> None:
    rooms, log = Rooms([tab()]), EventLog()
    rooms.hold(rooms.tabs[0], "start.answer")

    def gathered(_: str) -> None:
        log.add("database", Phase.OK, "db.replace", {"path": "interviews/7"})

    rooms.after = gathered

    [step] = play(rooms, first, "*", log=log).played("x").steps

    assert {it.thing for it in step.touched} == {"tab tab-1"}
