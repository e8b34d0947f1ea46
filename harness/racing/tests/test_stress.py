"""Delays by chance: everything goes on, and a person does one thing at a random moment, or none."""

from dataclasses import dataclass
from typing import cast

import pytest

from harness.chromium.driver import ChromiumDriver
from harness.racing import stress
from harness.racing.stress import Delays
from harness.racing.tests.test_disruption import CALLS, RUNNER, two_tabs

SEEDS = range(12)


@dataclass
class Clock:
    """Time that passes only when it is looked at, so that a run is the same on every machine."""

    step_s: float = 0.000_05
    now_s: float = 0.0

    def monotonic(self) -> float:
        self.now_s += self.step_s
        return self.now_s


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Nothing comes late here."""
    monkeypatch.setattr(stress, "REST_S", 0.01)
    it = Clock()
    monkeypatch.setattr(stress, "time", it)
    return it


def did(seed: int, *gates: str, longest_ms: float = 1) -> list[str]:
    rooms = two_tabs()
    it = Delays(seed, gates, longest_ms=longest_ms, runner=RUNNER)
    it.begin()
    it.drain(cast("ChromiumDriver", rooms))
    return rooms.did


def test_whoever_is_held_goes_on() -> None:
    assert did(1, CALLS) == ["tab-1:start.request", "tab-1:start.answer"]


def test_whoever_is_held_goes_on_however_long_nobody_looked(clock: Clock) -> None:
    clock.step_s = 1.0

    assert did(1, CALLS) == ["tab-1:start.request", "tab-1:start.answer"]


def test_a_person_closes_a_tab_once_or_never() -> None:
    closed = [
        sum(it.startswith("closed") for it in did(seed, CALLS, "tab.close")) for seed in SEEDS
    ]

    assert set(closed) == {0, 1}


def test_a_link_that_went_comes_back() -> None:
    found = [did(seed, CALLS, "link.offline") for seed in SEEDS]
    links = [[it for it in one if it in ("offline", "online")] for one in found]

    assert sorted(set(map(tuple, links))) == [(), ("offline", "online")]


def test_without_delays_nobody_does_anything() -> None:
    found = [did(seed, CALLS, "tab.close", longest_ms=0) for seed in SEEDS]

    assert not any("closed" in it for one in found for it in one)
