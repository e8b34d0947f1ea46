"""Plays one order: whenever all is quiet, it has somebody choose which gate is opened next.

    the stage waits ─▶ driver's turn ─▶ all still? ─▶ what is parked ─▶ choose ─▶ open ─▶ …

Gates hold from the moment when the person has begun (`begin`); until then everything passes. At the
end (`drain`) what is still held is let go in an order that is chosen as well. What comes again and
again (`harness.race.endless`) is no choice any more: its timers pass when nothing else can happen,
what else of it is held goes on at once, and the end is not kept waiting by it.
"""

import math
import time
from collections import Counter
from collections.abc import Collection, Sequence

from harness.chromium.driver import ChromiumDriver, pass_time
from harness.chromium.stillness import Held, Timers
from harness.errors import Inconclusive
from harness.model.event import Event, Phase
from harness.race.endless import MOST, is_tired
from harness.race.played import Choose, Parked, Played
from harness.race.step import ANYTHING, Gate, Step, Touch
from harness.racing.disruption import OPTIONS, options, person_doors, touched_by
from harness.racing.doors import (
    TIMER,
    VISIBLE,
    Door,
    Doors,
    doors_of,
    is_named,
    timer_doors,
)
from harness.racing.feed import Feed
from harness.racing.touches import touched
from harness.stage.log import EventLog

SERVER_SIDE = ("server", "database")
# How long the play may stand still with nothing parked before that is said.
DRAIN_S = 60.0
# A wait that may be over before something that is held goes on; a longer one is not raced with. The
# contract's first wait, 1 s ±25 %, is one of them whatever the dice say.
LONGEST_MS = 1_300.0


class CutShort(Exception):
    """The chooser wants no more of this run."""


class Conductor:
    """One run's. `choose` is asked with what is parked, sorted, and with the steps so far."""

    def __init__(
        self,
        choose: Choose,
        gates: Sequence[str],
        log: EventLog,
        *,
        server: Doors | None = None,
        feed: Feed | None = None,
        runner: str = "",
    ) -> None:
        self._runner = runner
        self._choose = choose
        self._gates = gates
        self._log = log
        self._server = server
        self._feed = feed
        self._begun = self._acted = self._ends = False
        self._passed: Counter[str] = Counter()
        self._ended: set[str] = set()
        self._options: tuple[frozenset[Gate], frozenset[Gate]] = (frozenset(), frozenset())
        self._parked: list[Parked] = []
        self._steps: list[Step] = []
        self._open: Gate | None = None
        self._since = 0
        self._heard = self._heard_before = feed.count if feed else 0

    def begin(self) -> None:
        """The person acts now: from here on what comes to a gate is held."""
        self._begun = True

    def holds(self, _tab: str, name: str) -> bool:
        """Whether a tab is held at a gate of that name."""
        return self._begun and is_named(name, self._gates)

    def held_by_server(self) -> Held | None:
        """`timers_at_rest`'s: which requests the server holds, None while it works."""
        if self._server is None:
            return 0
        self._listen()
        return self._server.held()

    def turn(self, driver: ChromiumDriver) -> bool | None:
        """Opens one gate if all is still (`Turn` says what it answers)."""
        if not self._begun:
            return pass_time(driver)
        timers = driver.timers()
        if timers is None or not self._has_heard(driver):
            return None
        doors = {it.gate: it for it in self._doors(driver, timers)}
        self._end_step(doors)
        if not doors or (self._ends and all(map(self._is_tired, doors))):
            return self._pass_time(driver, timers)
        if tired := min(filter(self._is_tired, doors), default=None):
            doors = {tired: doors[tired]}
        parked = tuple(sorted(doors))
        gate = self._choose(parked, tuple(self._steps))
        self._parked.append(parked)
        if gate is None:
            raise CutShort
        self._since, self._heard_before = self._log.last_seq, self._heard
        self._open = gate
        if self._server is not None:
            self._server.expect()
        doors[gate].open()
        return True

    def drain(self, driver: ChromiumDriver) -> None:
        """Plays on until nothing is held and nothing moves; raises Inconclusive where it does not
        come to rest.
        """
        until = time.monotonic() + DRAIN_S
        self._ends = True
        while self.turn(driver) is not False:
            driver.wait()
            if time.monotonic() > until:
                moves = f": {driver.unrest}" if driver.unrest else ""
                raise Inconclusive(f"The play did not come to rest within {DRAIN_S:g} s{moves}.")

    def played(self, outcome: str) -> Played:
        """The run; '' where it was cut short."""
        return Played(tuple(self._parked[: len(self._steps)]), tuple(self._steps), outcome)

    def _doors(self, driver: ChromiumDriver, timers: Timers) -> list[Door]:
        """Where something is held, and what a person may do. Of waits alone only the shortest:
        nothing else can be over before it, and a person may wait for it, however long it is.
        """
        held = doors_of(driver) + (self._server.doors() if self._server else [])
        self._acted = self._acted or bool(held)
        could = options(driver, self._gates, runner=self._runner) if self._acted else []
        self._options = (self._options[1], frozenset(it.gate for it in could))
        free = person_doors(driver, could, self._done())
        waits = timer_doors(driver, timers, LONGEST_MS if held or not free else math.inf)
        waits = [it for it in waits if not self._is_tired(it.gate)]
        if not free and not is_named(TIMER, self._gates):
            return held
        return [*held, *(waits if held else waits[:1]), *free]

    def _is_tired(self, gate: Gate) -> bool:
        return is_tired(gate, self._done())

    def _done(self) -> Sequence[Step]:
        """The steps, the one that is being played among them."""
        return [*self._steps, *([Step(self._open)] if self._open else [])]

    def _pass_time(self, driver: ChromiumDriver, timers: Timers) -> bool | None:
        """As the driver's `pass_time`; at the end only what has not come again and again."""
        if driver.flows:
            return None
        left = {it: ms for it, ms in timers.items() if not self._ends or self._comes_still(it)}
        if not left:
            return False
        name = min(left, key=lambda it: (left[it], it))
        self._passed[name] += 1
        driver.pass_time(name)
        return True

    def _comes_still(self, tab: str) -> bool:
        return self._passed[tab] < MOST and not self._is_tired(Gate(tab, TIMER))

    def _listen(self) -> None:
        if self._server is not None and self._feed is not None:
            news = self._feed.since(self._heard)
            self._heard += len(news)
            self._server.saw(news)
            ends = [it for it in news if it.what == "request" and it.kind is not Phase.BEGIN]
            self._ended |= {it.pair for it in ends}

    def _has_heard(self, driver: ChromiumDriver) -> bool:
        """Whether the server's log has come to the end of every request whose answer has: what it
        did for one would count as the next step's otherwise.
        """
        if self._feed is None:
            return True
        answered = set().union(*(list(it.answered) for it in driver.contexts))
        return answered <= self._ended

    def _end_step(self, doors: Collection[Gate]) -> None:
        if self._open is None:
            return
        # The log has the server's part whenever the stage gathers it; the feed has it in time.
        seen = [it for it in self._log.since(self._since) if it.actor not in SERVER_SIDE]
        events = [*seen, *self._told_by_server()]
        found = touched(self._open, events, sees_backend=self._feed is not None)
        gone = set(self._parked[-1]) - set(doors) - {self._open}
        found |= touched_by(self._open)
        # What a person may do is theirs, also when they have done something else before.
        found |= {OPTIONS} if self._options[0] != self._options[1] else set()
        # What was not seen yet is seen at once when its tab goes, and nobody may hear of it.
        found |= {Touch(ANYTHING)} if any(it.name == VISIBLE for it in gone) else set()
        self._steps.append(Step(self._open, found, frozenset(gone)))
        self._open = None

    def _told_by_server(self) -> Sequence[Event]:
        return self._feed.since(self._heard_before) if self._feed is not None else ()
