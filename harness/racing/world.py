"""The world that orders are played in: one browser, the mock application, and a scenario.

Every run has a fresh browser context, fresh people and a reset server: nothing is left of the run
before.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from harness.backend.fault import BackendFault
from harness.backend.mock import Mock
from harness.backend.seeded import SeededSource
from harness.backend.watched import WatchedMock
from harness.chromium.driver import ChromiumDriver, Tower
from harness.errors import NotObserved
from harness.judge.ruling import judge_journey
from harness.model.journey import Journey
from harness.model.verdict import Verdict
from harness.race.played import Choose, Played
from harness.racing.conductor import Conductor, CutShort
from harness.racing.doors import ServerDoors, called_by, is_named
from harness.racing.feed import Feed
from harness.racing.outcome import Ended, ended
from harness.stage.log import EventLog
from harness.stage.place import Place
from harness.stage.stage import Stage

DATABASE = ("read", "create", "replace", "delete", "list")
Scenario = Callable[[Stage], object]


@dataclass(frozen=True, slots=True)
class Recorded:
    """One run, and what was recorded of it."""

    played: Played
    ended: Ended
    journeys: tuple[Journey, ...]
    verdicts: tuple[Verdict, ...]


class World:
    """Plays a scenario on the mock, one order at a time."""

    def __init__(
        self, tower: Tower, mock: Mock, place: Place, scenario: Scenario, gates: Sequence[str]
    ) -> None:
        self._tower = tower
        self._mock = mock
        self._place = place
        self._scenario = scenario
        self._gates = gates
        self._called = called_by(place.profile)
        self._feed = Feed(mock.control, tower.notice)

    def play(self, choose: Choose) -> Recorded:
        """Plays one order, as `choose` says."""
        control, profile = self._mock.control, self._place.profile
        control.reset()
        log = EventLog()
        server = ServerDoors(control.open_gate, self._called)
        conductor = Conductor(choose, self._gates, log, server=server, feed=self._feed)
        driver = ChromiumDriver(
            self._tower,
            log,
            holds=conductor.holds,
            turn=conductor.turn,
            held_by_server=conductor.held_by_server,
        )
        kept: list[Journey] = []
        source, backend = SeededSource(control, profile), WatchedMock(control, profile)
        stage = Stage(self._place, driver, log, source, backend, kept.append)
        stage.on_begin(lambda: self._begin(conductor))
        try:
            failed = self._perform(stage, conductor, driver)
        except CutShort:
            stage.close(interrupted=True)
            empty = Ended((), ())
            return Recorded(conductor.played(""), empty, (), ())
        stage.close()
        verdicts = tuple(it for journey in kept for it in judge_journey(journey))
        came = ended(kept, verdicts, failed)
        return Recorded(conductor.played(str(came)), came, tuple(kept), verdicts)

    def close(self) -> None:
        """Ends what listens to the server."""
        self._feed.close()

    def _perform(self, stage: Stage, conductor: Conductor, driver: ChromiumDriver) -> str:
        """Plays the scenario to its end; returns what it said was wrong."""
        failed = ""
        try:
            self._scenario(stage)
        except AssertionError as error:
            failed = str(error).partition("\n")[0]
        except NotObserved as error:
            failed = f"not observed: {error}"
        conductor.drain(driver)
        return failed

    def _begin(self, conductor: Conductor) -> None:
        """The person acts: from now on pages, requests and the database are held."""
        held = [it for it in DATABASE if is_named(f"db.{it}", self._gates)]
        faults = [
            BackendFault({"gate": f"db.{it}"}, on="database", method=it, times=None) for it in held
        ]
        if faults:
            self._mock.control.add_faults(faults)
        conductor.begin()
