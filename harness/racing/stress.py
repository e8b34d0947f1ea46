"""How others look for races: nothing is held, everything is delayed by chance.

The same gates as in a search; whoever comes to one goes on after a random time. Time is real. A
person does one of what they may do, or leaves it, each as likely, at a random moment.
"""

import random
import time
from collections.abc import Sequence

from harness.chromium.driver import ChromiumDriver
from harness.race.played import Played
from harness.race.step import Gate, Step
from harness.racing.disruption import LINK, PERSON, disrupts, options, person_doors
from harness.racing.doors import Door, Doors, doors_of, is_named
from harness.racing.feed import Feed

LONGEST_MS = 200.0
# After so long without anything at a gate the play is over.
REST_S = 0.5
# A start-up passes about so many gates one after the other: a person acts within so many delays.
MOMENTS = 15


class Delays:
    """Lets whoever comes to a gate go on after 0 to `longest_ms`, each as likely; 0 for at once."""

    def __init__(
        self,
        seed: int,
        gates: Sequence[str],
        *,
        longest_ms: float = LONGEST_MS,
        server: Doors | None = None,
        feed: Feed | None = None,
        runner: str = "",
    ) -> None:
        self._random = random.Random(seed)
        self._runner = runner
        self._gates = gates
        self._longest_s = longest_ms / 1_000
        self._server = server
        self._feed = feed
        self._heard = feed.count if feed else 0
        self._begun = False
        self._due: dict[Gate, float] = {}
        self._acts_at: float | None = None
        self._acts: list[Step] = []

    def begin(self) -> None:
        """The person acts now."""
        self._begun = True

    def holds(self, _tab: str, name: str) -> bool:
        """Whether a tab waits at a gate of that name."""
        return self._begun and self._longest_s > 0 and is_named(name, self._gates)

    def held_by_server(self) -> int | None:
        """Nobody asks."""
        return 0

    def turn(self, driver: ChromiumDriver) -> bool | None:
        """Lets go whose time is over; something is always under way."""
        if self._server is not None and self._feed is not None:
            news = self._feed.since(self._heard)
            self._heard += len(news)
            self._server.saw(news)
        now, acted = time.monotonic(), len(self._acts)
        held = doors_of(driver) + (self._server.doors() if self._server else [])
        doors = {it.gate: it for it in [*held, *self._of_person(driver, held, now)]}
        self._due = {gate: due for gate, due in self._due.items() if gate in doors}
        for gate in doors:
            self._due.setdefault(gate, now + self._random.uniform(0, self._longest_s))
        ready = [gate for gate, due in self._due.items() if due <= now]
        for gate in ready:
            del self._due[gate]
            self._open(doors[gate])
        return True if ready or len(self._acts) > acted else None

    def drain(self, driver: ChromiumDriver) -> None:
        """Plays on until nothing was at a gate for a while, and the person has decided; however
        long nobody looked, there is a look before the end.
        """
        until = time.monotonic() + REST_S
        while True:
            if self.turn(driver) or self._due:
                until = time.monotonic() + REST_S
            elif time.monotonic() >= until and (self._acts_at is None or self._acts):
                return
            driver.wait()

    def _of_person(
        self, driver: ChromiumDriver, held: Sequence[Door], now: float
    ) -> Sequence[Door]:
        """What the person does now, if their moment has come; and whether the link may come back.
        Where nothing is delayed, nobody does anything.
        """
        if not (self._longest_s > 0 and disrupts(self._gates)):
            return ()
        if self._acts:
            return person_doors(driver, (), self._acts)
        if self._acts_at is None and held:
            self._acts_at = now + self._random.uniform(0, MOMENTS * self._longest_s)
        if self._acts_at is None or now < self._acts_at:
            return ()
        could = options(driver, self._gates, runner=self._runner)
        self._open(self._random.choice(sorted(could, key=lambda it: it.gate)))
        return ()

    def _open(self, door: Door) -> None:
        if door.gate.actor in (PERSON, LINK):
            self._acts.append(Step(door.gate))
        door.open()

    def played(self, outcome: str) -> Played:
        """A run without steps: its order is nobody's choice."""
        return Played((), (), outcome)
