"""The world that orders are played in: one browser, the land where the app lies, and a scenario.

Every run has a fresh browser context, and on the mock an empty server with new people: nothing is
left of the run before.
"""

import itertools
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol

from harness.chromium.driver import ChromiumDriver, Tower
from harness.chromium.stillness import Held
from harness.errors import LayerproofError
from harness.judge.ruling import judge_journey
from harness.model.journey import Journey
from harness.model.race import Doubt
from harness.model.verdict import Verdict
from harness.race.played import Choose, Played
from harness.racing.conductor import Conductor, CutShort
from harness.racing.doors import VISIBLE, is_named
from harness.racing.land import Ground, Land
from harness.racing.outcome import Ended, ended
from harness.racing.stress import Delays
from harness.stage.log import EventLog
from harness.stage.place import Place
from harness.stage.scene import Scene
from harness.stage.stage import Stage

Scenario = Callable[[Stage], object]
# How long a person waits for the page to have done what it does by itself.
REST_S = 5.0


class Undecided(Exception):
    """Raised by a scenario that cannot say whether what it is about holds in this order."""

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(f"{what}: {reason}")
        self.doubt = Doubt(what, reason)


@dataclass(frozen=True, slots=True)
class Recorded:
    """One run, and what was recorded of it."""

    played: Played
    ended: Ended
    journeys: tuple[Journey, ...]
    verdicts: tuple[Verdict, ...]


class Playing(Protocol):
    """Who decides when those who wait at gates go on."""

    def begin(self) -> None:
        """The person acts now."""

    def holds(self, tab: str, name: str, /) -> bool:
        """Whether a tab is held at a gate of that name."""

    def held_by_server(self) -> Held | None:
        """Which requests the server holds, None while it works."""

    def turn(self, driver: ChromiumDriver) -> bool | None:
        """Lets something go, as `Turn` says."""

    def drain(self, driver: ChromiumDriver) -> None:
        """Plays on until nothing is held any more."""

    def played(self, outcome: str) -> Played:
        """The run."""


class World:
    """Plays a scenario, one order at a time."""

    def __init__(
        self, tower: Tower, land: Land, place: Place, scenario: Scenario, gates: Sequence[str]
    ) -> None:
        self._tower = tower
        self._land = land
        seen = (VISIBLE,) if is_named(VISIBLE, gates) else ()
        self._place = replace(place, gates=(*place.gates, *seen))
        self._scenario = scenario
        self._gates = gates
        self._numbers = itertools.count(1)

    def play(self, choose: Choose) -> Recorded:
        """Plays one order, as `choose` says. Raises Uncontrolled, Diverged, BrowserLost."""

        def conductor(log: EventLog, at: Ground) -> Playing:
            runner = self._place.profile.paths.runner
            return Conductor(
                choose, self._gates, log, server=at.server, feed=at.feed, runner=runner
            )

        return self._run(conductor, self._place)

    def stress(self, seed: int, *, longest_ms: float) -> Recorded:
        """Plays once in real time, with delays by chance at the gates."""

        def delays(_: EventLog, at: Ground) -> Playing:
            return Delays(
                seed,
                self._gates,
                longest_ms=longest_ms,
                server=at.server,
                feed=at.feed,
                runner=self._place.profile.paths.runner,
            )

        return self._run(delays, replace(self._place, virtual_time=False))

    def _run(self, made: Callable[[EventLog, Ground], Playing], place: Place) -> Recorded:
        log, ground = EventLog(), self._land.fresh()
        place = replace(place, prefix=f"{place.prefix}run-{next(self._numbers)}.")
        playing = made(log, ground)
        driver = ChromiumDriver(
            self._tower,
            log,
            holds=playing.holds,
            turn=playing.turn,
            held_by_server=playing.held_by_server,
        )
        kept: list[Journey] = []
        stage = Stage(Scene(place, driver, log, ground.source, ground.backend, kept.append))
        stage.on_begin(cache(lambda: self._begin(playing, driver)))
        try:
            failed, doubts = self._perform(stage, playing, driver)
        except CutShort:
            stage.close(interrupted=True)
            return Recorded(playing.played(""), Ended((), ()), (), ())
        except BaseException:
            with suppress(LayerproofError):
                stage.close(interrupted=True)
            raise
        stage.close()
        verdicts = tuple(it for journey in kept for it in judge_journey(journey))
        came = ended(kept, verdicts, failed, doubts)
        return Recorded(playing.played(str(came)), came, tuple(kept), verdicts)

    def _perform(
        self, stage: Stage, playing: Playing, driver: ChromiumDriver
    ) -> tuple[str, tuple[Doubt, ...]]:
        """Plays the scenario to its end; returns what it said was wrong, and what it could not say.
        NotObserved goes on: what could not be seen is no fault of the app.
        """
        failed, doubts = "", tuple[Doubt, ...]()
        try:
            self._scenario(stage)
        except AssertionError as error:
            failed = str(error).partition("\n")[0]
        except Undecided as error:
            doubts = (error.doubt,)
        playing.drain(driver)
        return failed, doubts

    def _begin(self, playing: Playing, driver: ChromiumDriver) -> None:
        """The person acts for the first time: from now on pages, requests and the database are
        held. What pages still did for themselves has come to an end by then, so that it is the
        same in every run; a page that never rests is not waited for.
        """
        until = time.monotonic() + REST_S
        while driver.timers() is None and time.monotonic() < until:
            driver.wait()
        self._land.hold(self._gates)
        playing.begin()
