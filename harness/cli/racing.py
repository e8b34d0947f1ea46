"""What `layerproof race` plays in: a browser, the app, and a starter of it."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from harness.backend.mock import start_mock
from harness.browser.proxy import proxy_from
from harness.chromium.driver import ChromiumDriver, Tower
from harness.chromium.launch import arguments_for
from harness.chromium.process import running_chromium
from harness.errors import BadSetting
from harness.model.target import Target
from harness.model.word import Capability
from harness.plugin.proof import MOCK
from harness.profile.profile import Profile
from harness.racing.doors import TIMER
from harness.racing.land import DATABASE, AnyLand, Land, MockLand
from harness.racing.world import World
from harness.settings.settings import Settings
from harness.stage.created import CreatedSource
from harness.stage.log import EventLog
from harness.stage.place import Place
from harness.stage.stage import Stage
from harness.stage.tag import headers_with, tag_of, tagged

# The calls of the start-up: who creates, starts, and fetches, and the runner's own document.
CALLS = ("create", "start", "document", "session")
# The pages of the mock name theirs (`pages/assets/gate.js`).
PAGES = ("starter.*", "runner.*")


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

    @property
    def scenario(self) -> str:
        """What an id of an order is of."""
        return f"{self.profile.name}/{self.starter}"


def default_gates(*, is_mock: bool) -> tuple[str, ...]:
    """What is held where nobody says."""
    calls = tuple(f"{it}.*" for it in CALLS)
    return (*calls, TIMER, *PAGES, *(f"db.{it}" for it in DATABASE)) if is_mock else (*calls, TIMER)


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
def opened(ring: Ring, executable: Path) -> Iterator[World]:
    """The world for as long as the block lasts; raises BrowserLost, BackendLost."""
    with ExitStack() as stack:
        proxy = proxy_from(os.environ, url=ring.settings.url)
        arguments = arguments_for(
            ring.profile,
            insecure=ring.settings.insecure,
            proxy=proxy,
            agent=_agent(ring, executable),
        )
        tower = Tower(stack.enter_context(running_chromium(executable, arguments)), proxy)
        land, target = _land(ring, tower, stack)
        stack.callback(land.close)
        place = Place(
            target=target,
            profile=ring.profile,
            rules=ring.profile.rules(base_url=target.base_url),
            scenario=ring.scenario,
            gates=("*",) if target.is_mock else (),
            insecure=ring.settings.insecure,
        )
        yield World(tower, land, place, _scenario(ring.starter), ring.gates)


def _agent(ring: Ring, executable: Path) -> str:
    """Who the browser says it is on a foreign app: itself, with the run's tag; '' on the mock."""
    if not ring.settings.url:
        return ""
    with running_chromium(executable) as browser:
        own = str(browser.call("Browser.getVersion")["userAgent"])
    return tagged(own, tag_of(ring.run))


def _scenario(starter: str) -> Callable[[Stage], object]:
    def start(stage: Stage) -> object:
        return stage.starter(starter).start()

    return start


def _land(ring: Ring, tower: Tower, stack: ExitStack) -> tuple[Land, Target]:
    settings = ring.settings
    if not settings.url:
        mock = start_mock(defects=ring.defects)
        stack.callback(mock.stop)
        target = Target("mock", mock.url, MOCK, is_mock=True, run=ring.run)
        return MockLand(mock, ring.profile, tower.notice), target
    tag = tag_of(ring.run)
    target = Target(
        ring.profile.name,
        settings.url,
        frozenset({Capability.SIGN_IN}),
        headers=headers_with(tag, settings.plain_headers),
        run=ring.run,
        tag=tag,
    )

    def open_driver(log: EventLog) -> ChromiumDriver:
        return ChromiumDriver(tower, log)

    source = CreatedSource(
        target,
        ring.profile,
        ring.profile.rules(base_url=settings.url),
        lambda name: ring.profile.visitor(name).filled(os.environ, ring.run),
        open_driver,
        insecure=settings.insecure,
    )
    return AnyLand(source), target
