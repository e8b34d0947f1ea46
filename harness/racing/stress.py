"""How others look for races: nothing is held, everything is delayed by chance.

The same gates as in a search; whoever comes to one goes on after a random time. Time is real.
"""

import random
import time
from collections.abc import Sequence

from harness.chromium.driver import ChromiumDriver
from harness.race.played import Played
from harness.race.step import Gate
from harness.racing.doors import Doors, doors_of, is_named
from harness.racing.feed import Feed

LONGEST_MS = 200.0
# After so long without anything at a gate the play is over.
REST_S = 0.5


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
    ) -> None:
        self._random = random.Random(seed)
        self._gates = gates
        self._longest_s = longest_ms / 1_000
        self._server = server
        self._feed = feed
        self._heard = feed.count if feed else 0
        self._begun = False
        self._due: dict[Gate, float] = {}

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
        doors = {it.gate: it for it in doors_of(driver)}
        doors |= {it.gate: it for it in (self._server.doors() if self._server else ())}
        now = time.monotonic()
        self._due = {gate: due for gate, due in self._due.items() if gate in doors}
        for gate in doors:
            self._due.setdefault(gate, now + self._random.uniform(0, self._longest_s))
        ready = [gate for gate, due in self._due.items() if due <= now]
        for gate in ready:
            del self._due[gate]
            doors[gate].open()
        return True if ready else None

    def drain(self, driver: ChromiumDriver) -> None:
        """Plays on until nothing was at a gate for a while."""
        until = time.monotonic() + REST_S
        while time.monotonic() < until:
            if self.turn(driver) or self._due:
                until = time.monotonic() + REST_S
            driver.wait()

    def played(self, outcome: str) -> Played:
        """A run without steps: its order is nobody's choice."""
        return Played((), (), outcome)
