"""One load after another in a real browser, each in a context of its own."""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from harness.errors import BrowserLost, LayerproofError
from harness.model.target import Target
from harness.model.trace import Trace
from harness.model.word import Capability, Layer, Outcome
from harness.profile.profile import Profile
from harness.racing.arena import Site, arena
from harness.racing.world import World
from harness.sentinel.sighting import Sighting
from harness.sentinel.watch import Look
from harness.stage.stage import Stage
from harness.stage.tag import headers_with, tag_of


def site_of(
    url: str, profile: Profile, run: str, headers: Mapping[str, str], *, insecure: bool = False
) -> Site:
    """The app at the address, where sessions are created as people create them, tagged."""
    tag = tag_of(run)
    target = Target(
        profile.name,
        url,
        frozenset({Capability.SIGN_IN}),
        headers=headers_with(tag, headers),
        run=run,
        tag=tag,
    )
    return Site(target, profile, insecure=insecure)


@contextmanager
def looking(
    executable: Path, site: Site, *, proxy: Mapping[str, str] | None = None
) -> Iterator[Look]:
    """What looks, for as long as the block lasts; raises BrowserLost."""
    with ExitStack() as stack:
        held = stack.enter_context(arena(executable, site, proxy=proxy))
        eyes = {it: Eye(it) for it in Layer}
        worlds = {
            layer: stack.enter_context(held.world(f"beside-load/{layer}", eye.load, ()))[0]
            for layer, eye in eyes.items()
        }

        def look(meant: Layer, at_s: float) -> Sighting:
            return eyes[meant].look(worlds[meant], at_s)

        yield look


class Eye:
    """Opens sessions whose entry storage has, or has not, and keeps what the last one came to."""

    def __init__(self, meant: Layer) -> None:
        self._meant = meant
        self._trace: Trace | None = None

    def load(self, stage: Stage) -> object:
        """The scenario: a session, opened in a tab."""
        session = stage.session(in_storage=self._meant is Layer.STORAGE)
        self._trace = stage.tab().open(session)
        return self._trace

    def look(self, world: World, at_s: float) -> Sighting:
        """Plays it once, in real time; what could not be observed is a sighting that says so.
        Raises BrowserLost.
        """
        self._trace, began = None, time.monotonic()
        try:
            world.stress(0, longest_ms=0)
        except BrowserLost:
            raise
        except LayerproofError as error:
            took_ms = (time.monotonic() - began) * 1_000
            return Sighting(at_s, self._meant, "", round(took_ms, 1), _first_line(error))
        return seen(at_s, self._meant, self._trace)


def seen(at_s: float, meant: Layer, trace: Trace | None) -> Sighting:
    """What a load came to."""
    if trace is None:
        return Sighting(at_s, meant, "", 0.0, "no load was seen")
    layer, took_ms = trace.answered_by, round(trace.ending.at_ms, 1)
    if trace.ended is Outcome.READY:
        wrong = "" if layer is meant else f"answered by {layer or 'nobody who was seen'}"
    else:
        wrong = f"{trace.ended}:{trace.error}" if trace.error else str(trace.ended)
    return Sighting(at_s, meant, str(layer or ""), took_ms, wrong)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
