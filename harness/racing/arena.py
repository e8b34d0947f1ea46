"""Where races are held: one browser of the leaner kind, on the mock or on any app.

A browser lasts for as long as somebody races; every race has a `World` of its own in it.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from harness.backend.control import ControlPlane
from harness.backend.mock import Mock
from harness.chromium.driver import ChromiumDriver, Tower
from harness.chromium.launch import arguments_for
from harness.chromium.process import running_chromium
from harness.model.target import Target
from harness.profile.profile import Profile
from harness.racing.land import AnyLand, Land, MockLand
from harness.racing.proxied import ProxiedLand
from harness.racing.world import Scenario, World
from harness.stage.created import CreatedSource
from harness.stage.log import EventLog
from harness.stage.place import Place
from harness.stage.tag import tagged


@dataclass(frozen=True, slots=True)
class Site:
    """Where the app lies; `mock` is None where it is not ours. `database` is the control plane of
    the proxy before its Firestore, if there is one. `environ` is where the profile's people are
    named.
    """

    target: Target
    profile: Profile
    mock: Mock | None = None
    insecure: bool = False
    environ: Mapping[str, str] | None = None
    database: ControlPlane | None = None


class Arena:
    """A browser at a site."""

    def __init__(self, tower: Tower, site: Site) -> None:
        self._tower = tower
        self._site = site

    @contextmanager
    def world(
        self, name: str, scenario: Scenario, gates: Sequence[str], *, prefix: str = ""
    ) -> Iterator[tuple[World, Land]]:
        """The world of one race of that name; its journeys' ids begin with `prefix`."""
        site = self._site
        land = self._land()
        place = Place(
            target=site.target,
            profile=site.profile,
            rules=site.profile.rules(base_url=site.target.base_url),
            scenario=name,
            gates=("*",) if site.target.is_mock else (),
            prefix=prefix,
            insecure=site.insecure,
        )
        try:
            yield World(self._tower, land, place, scenario, gates), land
        finally:
            land.close()

    def _land(self) -> Land:
        site = self._site
        if site.mock is not None:
            return MockLand(site.mock, site.profile, self._tower.notice)
        environ = os.environ if site.environ is None else site.environ

        def open_driver(log: EventLog) -> ChromiumDriver:
            return ChromiumDriver(self._tower, log)

        source = CreatedSource(
            site.target,
            site.profile,
            site.profile.rules(base_url=site.target.base_url),
            lambda name: site.profile.visitor(name).filled(environ, site.target.run),
            open_driver,
            insecure=site.insecure,
        )
        app = AnyLand(source)
        if site.database is None:
            return app
        return ProxiedLand(app, site.database, self._tower.notice)


@contextmanager
def arena(
    executable: Path, site: Site, *, proxy: Mapping[str, str] | None = None
) -> Iterator[Arena]:
    """A browser at the site for as long as the block lasts; raises BrowserLost. `proxy` is
    Playwright's option.
    """
    arguments = arguments_for(
        site.profile,
        insecure=site.insecure,
        proxy=proxy,
        agent=_agent(site.target.tag, executable),
    )
    with running_chromium(executable, arguments) as browser:
        yield Arena(Tower(browser, proxy), site)


def _agent(tag: str, executable: Path) -> str:
    """Who the browser says it is on a foreign app: itself, with the run's tag; '' on the mock."""
    if not tag:
        return ""
    with running_chromium(executable) as browser:
        return tagged(str(browser.call("Browser.getVersion")["userAgent"]), tag)
