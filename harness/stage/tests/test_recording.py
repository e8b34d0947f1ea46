"""One journey an act, handed on once, with what the server logged by then."""

from typing import cast

import pytest

from harness.model.event import Event, Phase
from harness.model.journey import Journey
from harness.model.strain import Strain
from harness.model.word import Topology
from harness.stage.backend import Backend
from harness.stage.recording import Recording
from harness.stage.tests.stand_in import ORIGIN, OWNER, House, place, session


class Server:
    """Has logged one request since it was last asked."""

    def events(self) -> tuple[Event, ...]:
        return (Event(7, 1.0, "server", "server", Phase.BEGIN, "request", "p", {}),)


class Taken:
    """A recording, and the journeys that it has handed on."""

    def __init__(self, *, sees_server: bool = False, strain: Strain | None = None) -> None:
        self.now_s = 0.0
        self.untold: list[str] = []
        self.house = House()
        self.roster = self.house.roster()
        self.kept: list[Journey] = []
        backend = cast("Backend", Server()) if sees_server else None
        self.it = Recording(
            place(prefix="a-"),
            self.house.log,
            backend,
            self.roster,
            self.kept.append,
            virtual_time=False,
            strain=lambda: strain,
            now=lambda: self.now_s,
            catch_up=self._catch_up,
        )

    def _catch_up(self) -> None:
        for text in self.untold:
            self.house.log.add("tab-1", Phase.INFO, text)

    def begin(self, *conditions: str, starter: str = "") -> None:
        self.it.begin(OWNER, conditions=conditions, starter=starter)

    def load(self, tab: str, id: str) -> None:
        url = f"{ORIGIN}/interview/{id}"
        self.house.log.add(tab, Phase.BEGIN, "document", {"url": url}, clock=f"{tab}/1")


def test_an_act_ends_when_the_next_begins() -> None:
    taken = Taken()

    taken.begin("hang")
    taken.house.log.add("person", Phase.INFO, "click")
    taken.begin(starter="org")

    [first] = taken.kept
    assert (first.id, first.scenario, first.conditions) == ("a-j1", "s", ("hang",))
    assert [it.what for it in first.events] == ["click"]
    assert taken.it.journey().id == "a-j2"
    assert taken.it.journey().starter == "org"
    assert taken.it.journey().events == ()


def test_a_journey_is_handed_on_once() -> None:
    taken = Taken()
    taken.it.end()
    assert taken.kept == []
    taken.begin()

    taken.it.end()
    taken.it.end()

    assert len(taken.kept) == 1
    assert taken.it.since == 0


def test_before_any_act_there_is_no_journey() -> None:
    with pytest.raises(AssertionError, match="no act has begun"):
        Taken().it.journey()


def test_what_the_server_logged_is_in_the_journey() -> None:
    taken = Taken(sees_server=True)
    taken.begin()

    journey = taken.it.journey()

    assert journey.sees_backend
    assert [(it.actor, it.what) for it in journey.events] == [("server", "request")]
    assert not Taken().it._backend
    blind = Taken()
    blind.begin()
    assert not blind.it.journey().sees_backend


def test_a_load_knows_its_session_and_how_its_tab_came_to_be() -> None:
    taken = Taken()
    known = session("r-1")
    taken.roster.note(known)
    taken.begin()
    taken.it.remember_topology("tab-1", Topology.SAME_TAB)
    taken.load("tab-1", "r-1")
    taken.load("tab-2", "r-1")

    first, second = taken.it.journey().traces

    assert (first.topology, second.topology) == (Topology.SAME_TAB, Topology.NEW_TAB)
    assert first.session is known


def test_the_last_word_about_a_tab_counts_for_what_comes_after_it() -> None:
    taken = Taken()
    taken.begin()
    taken.it.remember_topology("tab-1", Topology.RELOAD, since=5)

    assert taken.it._topology_of("tab-1", 4) is Topology.NEW_TAB
    assert taken.it._topology_of("tab-1", 5) is Topology.RELOAD
    assert taken.it._topology_of("tab-2", 9) is Topology.NEW_TAB


def test_an_act_that_was_interrupted_says_so_of_its_loads() -> None:
    taken = Taken()
    taken.begin()
    taken.load("tab-1", "r-1")

    taken.it.end(interrupted=True)

    assert [it.interrupted for it in taken.kept[0].traces] == [True]


def test_an_act_is_under_way_until_it_ends() -> None:
    taken = Taken()
    assert not taken.it.is_under_way

    taken.begin()
    assert taken.it.is_under_way

    taken.it.end()
    assert not taken.it.is_under_way


@pytest.mark.parametrize(
    ("took_s", "strain", "told"),
    [
        pytest.param(9.0, Strain(0.5, 5.0), ["starved"], id="long, and no processor"),
        pytest.param(9.0, Strain(5.0, 0.5), [], id="long, with one"),
        pytest.param(9.0, None, [], id="nobody counts"),
        pytest.param(1.0, Strain(0.5, 5.0), [], id="short"),
    ],
)
def test_an_act_says_once_that_its_pages_were_starved(
    took_s: float, strain: Strain | None, told: list[str]
) -> None:
    taken = Taken(strain=strain)
    taken.begin()
    taken.now_s = took_s

    taken.it.journey()
    taken.it.end()

    assert [it.what for it in taken.kept[0].events] == told


def test_the_tabs_are_heard_out_after_the_server() -> None:
    taken = Taken(sees_server=True)
    taken.begin()
    taken.untold = ["console"]

    taken.it.end()

    [journey] = taken.kept
    assert [it.what for it in journey.events][:2] == ["request", "console"]


def test_nobody_is_heard_out_when_it_was_interrupted() -> None:
    taken = Taken()
    taken.begin()
    taken.untold = ["console"]

    taken.it.end(interrupted=True)

    assert taken.kept[0].events == ()
