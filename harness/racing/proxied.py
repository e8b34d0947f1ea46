"""Where an app is raced whose database is behind `layerproof firestore-proxy`: an app that is only
an address, and gates at the calls that its server makes of Firestore.

Which of the server's requests a call belongs to is not known, so that all of them are one actor,
`server`, and their steps depend on each other. What a server that is not ours does between two
calls is not seen either: it is taken to be still when none of its calls has moved for a time.
"""

import math
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from harness.backend.control import ControlPlane
from harness.backend.fault import BackendFault
from harness.errors import BackendLost
from harness.model.event import Event, Phase
from harness.race.step import Gate
from harness.racing.doors import Door, is_named
from harness.racing.feed import Feed
from harness.racing.land import DATABASE, AnyLand, Ground

SERVER = "server"
QUIET_S = 0.3
"""Longer than a server takes from one call of a request to the next."""
HELD_S = 1.0
"""So long after a call was held, a request that was not answered yet is taken to wait for it. Too
short, and a server that answers without waiting is not seen to: 0.3 s were, on a busy machine.
"""

_WORK = frozenset(f"db.{it}" for it in DATABASE) | {"db.begin", "db.rollback"}


class DatabaseDoors:
    """The calls that the proxy holds, and whether the server works on any other. It reads the
    proxy's log itself: what a server keeps beside its database is not in there, so that nobody
    may take it for all that the server did.
    """

    def __init__(
        self,
        feed: Feed,
        open_gate: Callable[[str], None],
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._feed = feed
        self._heard = feed.count
        self._open_gate = open_gate
        self._now = now
        self._moved = self._expected = -math.inf
        self._active: set[str] = set()
        self._parked: list[tuple[str, str]] = []

    def saw(self, events: Sequence[Event]) -> None:
        """Takes what the proxy has logged since the last call, in its order."""
        if events:
            self._moved = self._now()
        for it in events:
            if it.what == "gate":
                self._gate(it)
            elif it.what in _WORK and it.kind is Phase.BEGIN:
                self._active.add(it.pair)
            elif it.what in _WORK:
                self._active.discard(it.pair)

    def doors(self) -> list[Door]:
        """Who is parked; of several at one gate the first alone, because it is let go first."""
        self._listen()
        found: dict[str, Door] = {}
        for name, pair in self._parked:
            door = Door(Gate(SERVER, name), lambda it=name, of=pair: self._let_go(it, of))  # type: ignore[misc] # bound now
            found.setdefault(name, door)
        return list(found.values())

    def held(self) -> int | None:
        """How many calls are held, each of which may keep a request waiting; None while another one
        is under way, or one just was. 0 as long as it is open whether the server waits for them.
        """
        self._listen()
        if self._active - {pair for _, pair in self._parked}:
            return None
        now = self._now()
        if now - self._moved < QUIET_S:
            return None
        return 0 if now - max(self._moved, self._expected) < HELD_S else len(self._parked)

    def expect(self) -> None:
        """A request that is sent now is not held yet."""
        self._expected = self._now()

    def _listen(self) -> None:
        news = self._feed.since(self._heard)
        self._heard += len(news)
        self.saw(news)

    def _let_go(self, name: str, pair: str) -> None:
        """Forgets it at once: until the log says that it went on, it works."""
        self._parked.remove((name, pair))
        self._moved = self._now()
        self._open_gate(name)

    def _gate(self, event: Event) -> None:
        parked = (event.text("gate"), event.pair)
        if event.kind is Phase.BEGIN:
            self._parked.append(parked)
        elif parked in self._parked:
            self._parked.remove(parked)


class ProxiedLand:
    """Any app, and its database's gates."""

    def __init__(self, app: AnyLand, control: ControlPlane, notice: Callable[[], None]) -> None:
        self._app = app
        self._control = control
        self._feed = Feed(control, notice)

    @property
    def cleaned(self) -> int:
        """How many sessions were removed."""
        return self._app.cleaned

    @property
    def created(self) -> int:
        """How many sessions were made."""
        return self._app.created

    def fresh(self) -> Ground:
        """A new browser context, and no gate that is closed; documents stay."""
        self._let_go()
        doors = DatabaseDoors(self._feed, self._control.open_gate)
        return Ground(self._app.fresh().source, server=doors)

    def hold(self, gates: Sequence[str]) -> None:
        """Has the proxy hold each call of a kind whose gate is named."""
        held = [it for it in DATABASE if is_named(f"db.{it}", gates)]
        if held:
            self._control.add_faults(
                [BackendFault({"gate": f"db.{it}"}, on="database", method=it) for it in held]
            )

    def close(self) -> None:
        """Opens every gate, so that the app goes on as it would, and removes what was made."""
        with suppress(BackendLost):
            self._let_go()
        self._feed.close()
        self._app.close()

    def _let_go(self) -> None:
        """Whoever is held goes on before the reset, which would have it fail."""
        self._control.clear_faults()
        for it in DATABASE:
            self._control.open_gate(f"db.{it}", count="all")
        self._control.reset()
