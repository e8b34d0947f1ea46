"""Loads at one address: a start by a starter, then the same session where storage has nothing.

So one start is seen by both layers: the runner that the starter opens finds the entry, and the one
in another browser context has to ask the server.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from harness.baseline.sighting import Sighting
from harness.baseline.turn import Turn
from harness.errors import BrowserLost, LayerproofError
from harness.judge.hosting import hindrance
from harness.model.trace import Trace
from harness.model.word import Layer, Outcome
from harness.racing.arena import Site, arena
from harness.racing.land import AnyLand, Land
from harness.racing.world import World
from harness.stage.stage import Stage


@dataclass
class Looker:
    """One address in a browser of its own; `created` and `cleaned` count what it left there."""

    name: str
    url: str
    _world: World | None = None
    _land: Land | None = None
    _starter: str = ""
    _seen: list[tuple[Layer, Trace]] = field(default_factory=list)

    def look(self, turn: Turn) -> list[Sighting]:
        """The loads of one start. What could not be observed, or was answered by somebody else in
        the app's place, is a sighting that says so. Raises BrowserLost.
        """
        assert self._world is not None, "nobody is looking yet"
        self._starter, self._seen = turn.starter, []
        try:
            recorded = self._world.stress(0, longest_ms=0)
        except BrowserLost:
            raise
        except LayerproofError as error:
            found = [_sighting(turn, meant, trace) for meant, trace in self._seen]
            return [*found, *_not_seen(turn, len(found), str(error).partition("\n")[0])]
        if why := next(filter(None, map(hindrance, recorded.journeys)), ""):
            return _not_seen(turn, 0, why)
        found = [_sighting(turn, meant, trace) for meant, trace in self._seen]
        return found or [Sighting(turn, Layer.STORAGE, 0.0, "no runner was opened")]

    def play(self, stage: Stage) -> object:
        """The scenario."""
        starter = stage.starter(self._starter)
        journey = starter.start()
        if not journey.traces:
            return journey
        self._seen.append((Layer.STORAGE, journey.runner))
        other = starter.opened.open_elsewhere(starter.session())
        self._seen.append((Layer.SERVER, other.trace))
        return other

    @property
    def created(self) -> int:
        """How many sessions were made."""
        return self._land.created if isinstance(self._land, AnyLand) else 0

    @property
    def cleaned(self) -> int:
        """How many of them are removed again, once nobody looks any more."""
        return self._land.cleaned if isinstance(self._land, AnyLand) else 0

    @contextmanager
    def looking(
        self, executable: Path, site: Site, *, proxy: Mapping[str, str] | None = None
    ) -> Iterator[None]:
        """Looks for as long as the block lasts; raises BrowserLost."""
        with (
            arena(executable, site, proxy=proxy) as held,
            held.world(f"baseline/{self.name}", self.play, ()) as (world, land),
        ):
            self._world, self._land = world, land
            yield


def _not_seen(turn: Turn, known: int, why: str) -> list[Sighting]:
    """The loads of which nothing is known, where so many of the first were seen."""
    return [Sighting(turn, it, 0.0, why, seen=False) for it in list(Layer)[known:]]


def _sighting(turn: Turn, meant: Layer, trace: Trace) -> Sighting:
    took_ms = max(0.0, round(trace.ending.at_ms - trace.began_ms, 1))
    if trace.ended is not Outcome.READY:
        return Sighting(turn, meant, took_ms, f"{trace.ended}:{trace.error or ''}".rstrip(":"))
    by = trace.answered_by
    wrong = "" if by is meant else f"answered by {by or 'nobody who was seen'}"
    return Sighting(turn, meant, took_ms, wrong)
