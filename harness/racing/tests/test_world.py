"""Nothing of one run is left in the next: in the browser, in the server, at the gates."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from harness.backend.fault import BackendFault
from harness.backend.mock import Mock, running_mock
from harness.chromium.driver import Tower
from harness.chromium.process import running_chromium
from harness.chromium.tab import Session
from harness.machine.browser import find_browser
from harness.profile.load import load_profile
from harness.race.explore import Bounds, Explored, explore
from harness.race.played import Parked
from harness.race.step import Gate, Step
from harness.racing.land import MockLand
from harness.racing.world import Recorded, World
from harness.stage.place import Place
from harness.stage.stage import Stage

pytestmark = pytest.mark.browser

PROFILE = load_profile("mock")
Play = Callable[..., tuple[Any, Recorded]]

# Any script of the app's will do as a worker.
PLANT = """(async () => {
  localStorage.setItem('planted', '1');
  sessionStorage.setItem('planted', '1');
  document.cookie = 'planted=1; path=/; max-age=9999';
  await new Promise((go) => { indexedDB.open('planted').onsuccess = go });
  await (await caches.open('planted')).put('/planted', new Response('1'));
  await navigator.serviceWorker.register('/assets/gate.js', {type: 'module'});
  return 'planted';
})()"""
# What is there of it; what the app itself keeps is no matter.
LOOK = """(async () => [
  localStorage.getItem('planted'), sessionStorage.getItem('planted'),
  document.cookie.includes('planted') || null,
  (await indexedDB.databases()).some((it) => it.name === 'planted') || null,
  (await caches.keys()).includes('planted') || null,
  (await navigator.serviceWorker.getRegistrations()).length || null,
])()"""
NOTHING = [None] * 6


@pytest.fixture(scope="module")
def tower() -> Iterator[Tower]:
    """One browser for all runs."""
    found = find_browser(full=False, explicit=None, environ=os.environ)
    with running_chromium(found.path) as client:
        yield Tower(client)


@pytest.fixture(scope="module")
def mock() -> Iterator[Mock]:
    """One mock for all runs."""
    with running_mock() as it:
        yield it


def first(parked: Parked, _: Sequence[Step]) -> Gate:
    return parked[0]


@pytest.fixture
def land(tower: Tower, mock: Mock) -> Iterator[MockLand]:
    """The mock, emptied before each run."""
    it = MockLand(mock, PROFILE, tower.notice)
    yield it
    it.close()


@pytest.fixture
def place(mock: Mock) -> Place:
    """Where all runs are played."""
    return Place(
        target=mock.target(),
        profile=PROFILE,
        rules=PROFILE.rules(base_url=mock.url),
        scenario="isolation",
        gates=("*",),
    )


@pytest.fixture
def play(tower: Tower, land: MockLand, place: Place) -> Play:
    """Plays a scenario in a run of its own: what it returns, and what was recorded."""

    def played(scenario: Callable[[Stage], object], *gates: str) -> tuple[Any, Recorded]:
        found: list[object] = []
        world = World(tower, land, place, lambda stage: found.append(scenario(stage)), gates)
        recorded = world.play(first)
        assert not recorded.ended.failed, recorded.ended
        return found[0], recorded

    return played


def inside(stage: Stage, script: str) -> Any:  # noqa: ANN401 - whatever a page gives
    """What the expression gives in a tab of the app that nobody is signed in to."""
    tab = stage.tab()
    tab.visit("/api/health")
    room: Any = tab.room
    return Session(room._cdp, room._tab(tab.name).session).evaluate(script, timeout_s=30)


def test_what_a_run_leaves_in_the_browser_is_not_in_the_next(play: Play) -> None:
    seen, _ = play(lambda stage: (inside(stage, PLANT), inside(stage, LOOK))[1])
    assert seen == ["1", None, True, True, True, 1], "another tab has a sessionStorage of its own"

    assert play(lambda stage: inside(stage, LOOK))[0] == NOTHING


def test_what_a_run_leaves_in_the_server_is_not_in_the_next(play: Play, mock: Mock) -> None:
    control, path = mock.control, "interviews/planted"

    def plant(_: Stage) -> None:
        control.seed({path: {"userId": "ann"}})
        control.add_faults([BackendFault({"status": 503}, method="GET", times=None)])

    def look(_: Stage) -> list[object]:
        return [control.document(path), list(control.faults()), list(control.parked())]

    play(plant)

    assert play(look)[0] == [None, [], []]


def test_a_gate_that_was_opened_beforehand_is_closed_in_the_next_run(
    play: Play, mock: Mock
) -> None:
    play(lambda _: mock.control.open_gate("db.create", count="all"))

    _, recorded = play(lambda stage: stage.starter("org").start(), "db.create")

    assert [it.name for it in recorded.played.gates] == ["db.create"]
    assert str(recorded.ended) == "ready by storage"


def test_what_a_page_does_by_itself_is_over_before_a_person_acts(play: Play, mock: Mock) -> None:
    """A dashboard asks for its list when it opens; that is no step, however long it takes."""
    slow = BackendFault({"delay_ms": 400}, path="/api/interviews", method="GET")

    def start(stage: Stage) -> object:
        mock.control.add_faults([slow])
        return stage.starter("student-dashboard").start()

    _, recorded = play(start, "db.list", "db.create")

    assert [it.name for it in recorded.played.gates] == ["db.create"]


def test_the_run_after_one_that_was_cut_short_is_whole(
    tower: Tower, land: MockLand, place: Place
) -> None:
    """The first one's request is parked at the server when its end comes."""

    def start(stage: Stage) -> object:
        return stage.starter("org").start()

    world = World(tower, land, place, start, ["db.create"])
    parked: list[Parked] = []

    cut = world.play(lambda them, _: parked.append(them))
    whole = world.play(first)

    assert [str(it) for it in parked[0]] == ["server POST /api/org/interviews:db.create"]
    assert cut.played.steps == ()
    assert [it.name for it in whole.played.gates] == ["db.create"]
    assert str(whole.ended) == "ready by storage"


def both_ways(tower: Tower, place: Place, mock: Mock, *gates: str) -> tuple[Explored, Explored]:
    """The orders that may matter, and all that there are, of one start-up."""
    land = MockLand(mock, PROFILE, tower.notice)
    at = replace(place, target=replace(place.target, base_url=mock.url))
    world = World(tower, land, at, lambda stage: stage.starter("org").start(), gates)
    try:
        reduced, all_of_them = (
            explore(lambda choose: world.play(choose).played, Bounds(reduced=it))
            for it in (True, False)
        )
    finally:
        land.close()
    return reduced, all_of_them


def assert_same_outcomes(reduced: Explored, all_of_them: Explored) -> None:
    assert {it.outcome for it in reduced.runs} == {it.outcome for it in all_of_them.runs}
    assert reduced.feasible == len(all_of_them.runs)
    assert len(reduced.runs) < len(all_of_them.runs)


@pytest.mark.slow
def test_a_reduced_search_of_six_gates_finds_what_all_orders_lead_to(
    tower: Tower, mock: Mock, place: Place
) -> None:
    gates = ["start.answer", "storage.visible", "timer"]
    gates += ["document.request", "session.request", "session.answer"]

    reduced, all_of_them = both_ways(tower, place, mock, *gates)

    assert_same_outcomes(reduced, all_of_them)
    assert {it.outcome for it in reduced.runs} == {"ready by storage", "ready by server"}


@pytest.mark.slow
def test_so_it_does_of_a_start_up_with_a_race(tower: Tower, place: Place) -> None:
    gates = ["start.request", "start.answer", "timer"]
    gates += ["document.request", "session.request", "session.answer"]
    with running_mock(defects=["navigation-before-answer"]) as mock:
        reduced, all_of_them = both_ways(tower, place, mock, *gates)

    assert_same_outcomes(reduced, all_of_them)
    failing = {it.outcome for it in reduced.runs if "breaks" in it.outcome}
    assert len(failing) >= 2
    assert "ready by storage" in {it.outcome for it in reduced.runs}
