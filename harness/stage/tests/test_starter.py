"""Starters: the click, and the tab that it opens."""

import pytest

from harness.conditions.tests.playing import Play
from harness.errors import NotObserved
from harness.model.word import Outcome, Role, Topology

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("name", "topology"),
    [("student", Topology.SAME_TAB), ("student-dashboard", Topology.NEW_TAB)],
)
def test_a_starter_opens_the_runner_where_its_profile_says(
    play: Play, name: str, topology: Topology
) -> None:
    starter = play().starter(name)

    journey = starter.start()

    [trace] = journey.traces
    assert (trace.topology, trace.ended) == (topology, Outcome.READY), journey.story()
    assert starter.opens_in_place is (topology is Topology.SAME_TAB)
    assert starter.session().url_id in trace.url


def test_what_a_starter_waits_before_it_sends_the_tab_on_is_measured(play: Play) -> None:
    stage = play()
    in_place, in_new_tab = stage.starter("student"), stage.starter("student-dashboard", room="b")

    in_place.start()
    settled_ms = in_place.settled_ms
    in_new_tab.start()

    assert settled_ms > 0
    assert in_new_tab.opened.name != in_new_tab.tab.name
    assert not in_new_tab.is_alone


def test_a_start_that_failed_is_told_and_opens_nothing(play: Play) -> None:
    stage = play()
    stage.fault(Role.CREATE, status=503)
    starter = stage.starter("student-dashboard")

    journey = starter.start()

    assert journey.traces == ()
    assert starter.told()
    with pytest.raises(NotObserved, match="opened no runner"):
        _ = starter.opened
    with pytest.raises(NotObserved, match="no session that could be seen"):
        starter.session()
    with pytest.raises(NotObserved, match="wrote no entry"):
        _ = starter.settled_ms


def test_a_second_click_is_an_act_of_its_own(play: Play) -> None:
    starter = play().starter("student-dashboard")
    first = starter.start()

    starter.click_again()
    second = starter.wait()

    assert first.id != second.id
    assert [it.ended for it in second.traces] == [Outcome.READY]
