from threading import Event

import pytest

from harness.errors import BrowserLost
from harness.model.word import Layer
from harness.sentinel.sighting import Sighting, Watch
from harness.sentinel.watch import Look, keep_watch, meant_in_turn


class Hand(Event):
    """Time that passes only while somebody waits or looks; the hand stops the watch at its end."""

    def __init__(self, *, stops_s: float) -> None:
        super().__init__()
        self.now_s, self._stops_s = 100.0, 100.0 + stops_s

    def wait(self, timeout: float | None = None) -> bool:
        self.now_s += timeout or 0.0
        return self.now_s >= self._stops_s

    def now(self) -> float:
        return self.now_s


def look_of(hand: Hand, *, takes_s: float, broken_at: float = -1.0) -> Look:
    def look(meant: Layer, at_s: float) -> Sighting:
        if at_s == broken_at:
            raise BrowserLost("it was killed")
        began = hand.now_s - 100.0
        hand.now_s += takes_s
        return Sighting(at_s, meant, str(meant), began)

    return look


def watched(hand: Hand, *, takes_s: float, broken_at: float = -1.0, per_s: float = 2.0) -> Watch:
    return keep_watch(
        look_of(hand, takes_s=takes_s, broken_at=broken_at),
        per_s=per_s,
        empty_storage=0.5,
        begins_s=100.0,
        stop=hand,
        now=hand.now,
    )


def test_it_looks_at_its_moments_whatever_a_look_takes() -> None:
    found = watched(Hand(stops_s=3), takes_s=0.3)

    assert [it.at_s for it in found.sightings] == [0, 0.5, 1, 1.5, 2, 2.5]
    assert [it.took_ms for it in found.sightings] == [
        pytest.approx(it) for it in (0, 0.5, 1, 1.5, 2, 2.5)
    ]
    assert (found.missed, found.ended) == (0, "")


def test_moments_that_pass_while_it_looks_are_missed_and_counted() -> None:
    found = watched(Hand(stops_s=6), takes_s=1.3)

    assert found.missed > 0
    # Each moment until the end is either seen or missed.
    assert len(found.sightings) + found.missed == pytest.approx(12, abs=3)
    assert [it.at_s for it in found.sightings] == sorted({it.at_s for it in found.sightings})


def test_without_the_browser_nobody_looks_any_more_and_what_was_seen_is_kept() -> None:
    found = watched(Hand(stops_s=9), takes_s=0.1, broken_at=1.5)

    assert len(found.sightings) == 3
    assert found.ended == "Nobody looked after 2 s: it was killed"


@pytest.mark.parametrize("share", [0, 0.2, 0.5, 0.75, 1])
def test_the_share_of_empty_storages_is_kept_from_the_beginning(share: float) -> None:
    meant = meant_in_turn(share)
    empty = 0
    for number in range(1, 41):
        empty += next(meant) is Layer.SERVER
        assert abs(empty - number * share) < 1
