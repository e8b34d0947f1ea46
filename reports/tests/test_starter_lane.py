from dataclasses import replace

import pytest

from harness.model.event import Event, Phase
from harness.model.journey import Journey
from harness.model.trace import Trace
from reports.starter_lane import handed_over
from reports.tests import tape


def shifts(trace: Trace, journey: Journey) -> dict[str, float]:
    return {it.events[0].clock: it.shift for it in handed_over(trace, journey) if it.events}


def test_each_hand_over_lays_one_clock_onto_the_next() -> None:
    journey = tape.fast("f-1")

    assert shifts(journey.runner, journey) == {"tab-2/1": -244, "tab-1/1": -(812 + 244)}


def test_in_the_same_tab_one_document_hands_over_to_the_next() -> None:
    journey = tape.fast("f-1")
    first = journey.runner.events[0].seq
    sent = Event(first - 1, 500.0, "tab-2/1", "tab-2", Phase.INFO, "navigate")
    kept = tuple(it for it in journey.events if it.what not in {"open", "navigate"})

    assert shifts(journey.runner, replace(journey, events=(sent, *kept))) == {"tab-2/1": -500}


def test_a_document_that_becomes_the_runner_hands_over_to_itself() -> None:
    journey = tape.fast("f-1")
    begin = journey.runner.events[0]
    lobby = replace(begin, seq=begin.seq - 1, what="storage.write", at_ms=begin.at_ms + 5)
    trace = replace(
        journey.runner,
        began_ms=begin.at_ms + 9,
        events=(replace(begin, what="route", kind=Phase.INFO), *journey.runner.events[1:]),
    )

    [before] = handed_over(trace, replace(journey, events=(lobby, *trace.events)))

    assert (before.shift, before.events[0]) == (0.0, lobby)
    assert all(it.at_ms <= trace.began_ms for it in before.events)


def test_what_came_before_the_click_is_another_matter() -> None:
    journey = tape.fast("f-1")
    clicked = Event(900, 820.0, "tab-1/1", "tab-1", Phase.INFO, "click")

    found = handed_over(journey.runner, replace(journey, events=(*journey.events, clicked)))

    assert min(it.at_ms for it in found[1].events) == 820


@pytest.mark.parametrize("what", ["click", "screen"])
def test_a_retry_in_place_was_handed_over_by_nobody(what: str) -> None:
    journey = tape.fast("f-1")
    first = replace(journey.runner.events[0], what=what)
    trace = replace(journey.runner, events=(first, *journey.runner.events[1:]))

    assert handed_over(trace, journey) == ()


def test_a_runner_that_was_opened_directly_has_no_starter() -> None:
    journey = tape.fast("f-1")

    assert handed_over(replace(journey.runner, starter=""), journey) == ()
