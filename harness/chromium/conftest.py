"""Fixtures for the tests of the leaner driver: one browser for all, a context for each."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from harness.browser.cdp import CdpClient
from harness.browser.conftest import browser_path as browser_path
from harness.browser.conftest import chromium as chromium
from harness.browser.conftest import debugging_port as debugging_port
from harness.browser.conftest import site as site
from harness.browser.conftest import site_server as site_server
from harness.browser.tests.site import Site
from harness.chromium.driver import ChromiumDriver, Tower
from harness.chromium.process import running_chromium
from harness.chromium.tests.played import Gates, Opened
from harness.profile.load import load_profile
from harness.stage.driver import RoomPlan, Visa
from harness.stage.log import EventLog


@pytest.fixture(scope="session")
def cdp(browser_path: str) -> Iterator[CdpClient]:
    """One browser, spoken to over its pipe."""
    with running_chromium(Path(browser_path)) as client:
        yield client


@pytest.fixture(scope="session")
def tower(cdp: CdpClient) -> Tower:
    """The listener of its events."""
    return Tower(cdp)


@pytest.fixture
def opened(tower: Tower, site: Site) -> Iterator[Callable[..., Opened]]:
    """Opens a room on the site, under a plan whose parts are given by name, with gates that hold
    what `holds` names.
    """
    made: list[Opened] = []

    def make(*holds: str, **parts: Any) -> Opened:  # noqa: ANN401 - of the plan
        log, gates = EventLog(), Gates(holds)
        driver = ChromiumDriver(tower, log, holds=gates.holds, turn=gates.turn)
        plan: dict[str, Any] = {"origin": site.origin, "other_origin": "", "visa": Visa()}
        plan |= {"profile": load_profile("mock"), "gates": ("*",), **parts}
        room = driver.open_room(RoomPlan(**plan))
        made.append(Opened(room, driver, log, gates))
        return made[-1]

    yield make
    for it in made:
        it.room.close()
