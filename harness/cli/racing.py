"""What `layerproof race` plays in: a browser, the app, and a starter of it."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from harness.backend.mock import start_mock
from harness.backend.proxied import proxy_control
from harness.browser.proxy import proxy_from
from harness.conditions.condition import Condition
from harness.errors import BadSetting
from harness.model.target import Target
from harness.model.word import Capability
from harness.profile.profile import Profile
from harness.race.played import Choose
from harness.racing.arena import Site, arena
from harness.racing.lanes import laned
from harness.racing.world import Recorded, World
from harness.settings.settings import Settings
from harness.stage.stage import Stage
from harness.stage.tag import headers_with, tag_of


@dataclass(frozen=True, slots=True)
class Ring:
    """What is raced: a starter of an app, at these gates; `named` where a person chose them."""

    settings: Settings
    profile: Profile
    starter: str
    gates: tuple[str, ...]
    named: bool = False
    defects: tuple[str, ...] = ()
    run: str = ""
    under: tuple[Condition, ...] = ()

    @property
    def scenario(self) -> str:
        """What an id of an order is of."""
        conditions = "".join(f" under {it.name}" for it in self.under)
        return f"{self.profile.name}/{self.starter}{conditions}"


def starter_of(profile: Profile, named: Sequence[str]) -> str:
    """The starter that was named, else the first that opens a tab. UnknownName, BadSetting."""
    if len(named) > 1:
        raise BadSetting(f"One starter at a time is raced; --starter names {', '.join(named)}.")
    if named:
        profile.starter(named[0])
        return named[0]
    tabs = [name for name, it in profile.starters.items() if it.opens == "new-tab"]
    found = next(iter([*tabs, *profile.starters]), "")
    if not found:
        raise BadSetting(f"The profile {profile.name} has no starter.")
    return found


@contextmanager
def opened(ring: Ring, executable: Path, *, prefix: str = "") -> Iterator[World]:
    """The world for as long as the block lasts; its journeys' ids begin with `prefix`. Raises
    BrowserLost, BackendLost.
    """
    proxy = proxy_from(os.environ, url=ring.settings.url)
    with ExitStack() as stack:
        site = _site(ring, stack)
        held = stack.enter_context(arena(executable, site, proxy=proxy))
        scenario = _scenario(ring)
        around = held.world(ring.scenario, scenario, ring.gates, prefix=prefix)
        world, _ = stack.enter_context(around)
        yield world


def in_lanes(
    ring: Ring, executable: Path, first: World, lanes: int
) -> AbstractContextManager[Callable[[Choose], Recorded]]:
    """What plays one order of the ring, and meanwhile those that will be asked for next. An app
    that is only an address has one lane: its people would meet in two.
    """

    def more(number: int) -> AbstractContextManager[World]:
        return opened(ring, executable, prefix=f"lane-{number}.")

    return laned(first, more, lanes=1 if ring.settings.url else lanes)


def _scenario(ring: Ring) -> Callable[[Stage], object]:
    def start(stage: Stage) -> object:
        stage.under(*ring.under)
        return stage.starter(ring.starter).start()

    return start


def _site(ring: Ring, stack: ExitStack) -> Site:
    settings = ring.settings
    if not settings.url:
        mock = start_mock(defects=ring.defects)
        stack.callback(mock.stop)
        return Site(mock.target(run=ring.run), ring.profile, mock)
    tag = tag_of(ring.run)
    target = Target(
        ring.profile.name,
        settings.url,
        frozenset({Capability.SIGN_IN}),
        headers=headers_with(tag, settings.plain_headers),
        run=ring.run,
        tag=tag,
    )
    database = proxy_control(settings.proxied, os.environ) if settings.proxied else None
    if database is not None:
        stack.callback(database.close)
    return Site(target, ring.profile, insecure=settings.insecure, database=database)
