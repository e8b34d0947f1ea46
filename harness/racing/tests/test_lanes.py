"""Lanes: a world for each order that is played at a time, and none of them sees another."""

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import cast

import pytest

from harness.backend.mock import running_mock
from harness.machine.browser import find_browser
from harness.profile.load import load_profile
from harness.race.explore import Bounds, Explored, explore
from harness.race.played import Choose, Parked, Played
from harness.race.step import Gate, Step
from harness.racing.arena import Site, arena
from harness.racing.lanes import Lanes, laned
from harness.racing.tests.test_orders import world as two_actors
from harness.racing.world import Recorded, World
from harness.stage.stage import Stage


class Alone:
    """A world that notices when two play in it at once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._plays = threading.Lock()
        self.count = 0

    def play(self, choose: Choose) -> Recorded:
        assert self._plays.acquire(blocking=False), f"two at once in {self.name}"
        try:
            self.count += 1
            return two_actors(choose)
        finally:
            self._plays.release()


class Worlds:
    """Opens worlds and knows which are open."""

    def __init__(self) -> None:
        self.first = Alone("lane-1")
        self.open: list[str] = []
        self.closed: list[str] = []

    @contextmanager
    def more(self, number: int) -> Iterator[World]:
        name = f"lane-{number}"
        self.open.append(name)
        yield cast("World", Alone(name))
        self.closed.append(name)


def test_a_lane_is_opened_when_no_other_is_free_and_closed_in_the_end() -> None:
    worlds = Worlds()

    with laned(cast("World", worlds.first), worlds.more, lanes=2) as play:
        found = explore(lambda choose: play(choose).played, Bounds(reduced=False))

    assert len(found.runs) == 2
    assert worlds.open == worlds.closed
    assert len(worlds.open) <= 1


def test_one_lane_opens_no_other() -> None:
    worlds = Worlds()

    with laned(cast("World", worlds.first), worlds.more, lanes=1) as play:
        explore(lambda choose: play(choose).played)

    assert worlds.open == []
    assert worlds.first.count == 2


def test_two_that_play_at_once_have_a_world_each() -> None:
    worlds = Worlds()
    with ExitStack() as stack:
        lanes = Lanes(cast("World", worlds.first), worlds.more, stack)
        both = threading.Barrier(2)

        def meets(parked: Parked, done: Sequence[Step]) -> Gate:
            if not done:
                both.wait(30)
            return parked[0]

        def play() -> Recorded:
            return lanes.play(meets)

        other = threading.Thread(target=play)
        other.start()
        play()
        other.join(timeout=30)

        assert lanes.count == 2
    assert worlds.closed == ["lane-2"]


PROFILE = load_profile("mock")
GATES = ("start.request", "start.answer", "timer", "document.request", "session.request")


@contextmanager
def opened(number: int) -> Iterator[World]:
    """A lane in a browser, with a mock of its own."""
    browser = find_browser(full=False, explicit=None, environ=os.environ).path
    with running_mock(defects=["navigation-before-answer"]) as mock:
        site = Site(mock.target(), PROFILE, mock)
        prefix = f"lane-{number}."
        with arena(browser, site) as held, held.world("org", _start, GATES, prefix=prefix) as made:
            yield made[0]


def _start(stage: Stage) -> object:
    return stage.starter("org").start()


@pytest.mark.slow
@pytest.mark.browser
def test_orders_of_two_lanes_are_those_of_one() -> None:
    """Each lane has its own people, storage, database and gates: what one plays changes nothing in
    the other, or the two searches would differ.
    """

    def search(lanes: int) -> tuple[Explored, list[Recorded]]:
        records: list[Recorded] = []
        with opened(1) as first, laned(first, opened, lanes=lanes) as play:

            def played(choose: Choose) -> Played:
                records.append(play(choose))
                return records[-1].played

            return explore(played, Bounds(reduced=False)), records

    alone, _ = search(1)
    together, records = search(2)

    assert together == alone
    assert len({journey.id for it in records for journey in it.journeys}) == len(together.runs)
    lanes = {journey.id.partition(".")[0] for it in records for journey in it.journeys}
    assert lanes == {"lane-1", "lane-2"}
