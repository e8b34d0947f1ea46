from dataclasses import replace

import pytest

from harness.model.event import Event, Phase
from harness.model.journey import Journey
from reports.bar import Bar
from reports.load import load_of
from reports.tests import tape
from reports.waterfall import LANES, Waterfall, waterfall


def drawn(journey: Journey) -> Waterfall:
    return waterfall(journey.runner, journey)


def on(lane: str, of: Waterfall) -> list[Bar]:
    return [it for it in of.bars if it.lane == lane]


def test_every_lane_of_a_load_with_retries_is_filled() -> None:
    found = drawn(tape.fallback("j-1", (503, 200)))

    assert {it.lane for it in found.bars} == set(LANES)


def test_attempts_and_the_waits_between_them_follow_each_other() -> None:
    found = on("network", drawn(tape.fallback("j-1", (503, 503, 200))))

    labels = [it.label for it in found if it.state != "ok" or "attempt" in it.label]
    assert labels == [
        "attempt 1: 503",
        "wait before attempt 2",
        "attempt 2: 503",
        "wait before attempt 3",
        "attempt 3: 200",
    ]
    waits = [it.end_ms - it.begin_ms for it in found if it.state == "wait"]
    assert waits == pytest.approx([1_037, 2_037])


def test_the_backends_work_lies_within_its_request_whatever_its_clock_says() -> None:
    found = drawn(tape.fallback("j-1", (503, 200)))

    attempts = [it for it in on("network", found) if it.label.startswith("attempt")]
    answers = [it for it in on("server", found) if it.begin_ms >= 0]
    assert len(answers) == 2
    for attempt, answer in zip(attempts, answers, strict=True):
        assert attempt.begin_ms < answer.begin_ms < answer.end_ms < attempt.end_ms
        assert answer.end_ms - answer.begin_ms == pytest.approx(0.6 * 96)
    assert any("clock of their own" in it for it in found.notes)


def test_the_backends_clock_does_not_matter() -> None:
    journey = tape.fallback("j-1", (503, 200))
    moved = tuple(
        replace(it, at_ms=it.at_ms + 5e8) if it.clock == "backend" else it for it in journey.events
    )

    before, after = drawn(journey), drawn(replace(journey, events=moved))

    for one, other in zip(before.bars, after.bars, strict=True):
        assert one.begin_ms == pytest.approx(other.begin_ms, abs=0.01)


def test_the_starter_ends_where_the_runner_begins() -> None:
    found = on("starter", drawn(tape.fast("f-1")))

    assert [it.label for it in found] == [
        *("open", "create 201", "start 200", "storage.write", "navigate")
    ]
    assert found[0].begin_ms == -244
    assert max(it.end_ms for it in found) == 0


def test_a_request_without_an_answer_stays_open() -> None:
    [asked] = [it for it in drawn(tape.stuck("s-1")).bars if it.state == "open"]

    assert asked.label == "attempt 1"
    assert asked.end_ms >= 15_000


def test_what_comes_long_after_the_end_does_not_stretch_the_picture() -> None:
    journey = tape.fast("f-1", took=44)
    late = replace(journey.events[-1], seq=99, at_ms=90_000.0)
    trace = replace(journey.runner, events=(*journey.runner.events, late))

    assert waterfall(trace, journey).end_ms < 200


def test_virtual_time_is_told() -> None:
    journey = tape.fast("f-1")
    moved_on = Event(98, 20.0, "tab-2/2", "tab-2", Phase.INFO, "clock", "", {"jump_ms": 1_000})
    quiet = replace(journey.runner, virtual_time=True)

    jumped = replace(quiet, events=(*quiet.events, moved_on))

    assert any("virtual" in it for it in waterfall(jumped, journey).notes)
    assert not any("virtual" in it for it in waterfall(quiet, journey).notes)
    assert load_of(jumped, journey).virtual_time
    assert not load_of(quiet, journey).virtual_time


def test_a_load_of_which_nothing_was_seen_can_be_drawn() -> None:
    journey = tape.fast("f-1")

    found = waterfall(replace(journey.runner, events=()), journey)

    assert on("network", found) == []
