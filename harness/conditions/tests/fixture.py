"""The fixture `play`: a stage under conditions, whose recording nobody judges and nobody saves."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from harness.backend.mock import Mock, running_mock
from harness.backend.seeded import SeededSource
from harness.backend.watched import WatchedMock
from harness.browser.driver import PlaywrightDriver
from harness.conditions.registry import compose
from harness.conditions.tests.playing import Play
from harness.profile.load import load_profile
from harness.stage.log import EventLog
from harness.stage.place import Place
from harness.stage.scene import Scene
from harness.stage.stage import Stage

if TYPE_CHECKING:
    from harness.plugin.running import Second


# A button that is there can be pressed in the end, on a busy machine too.
STEP_MS = 60_000


@pytest.fixture(scope="session")
def sound_mock() -> Iterator[Mock]:
    """A mock without a defect, for all tests of the session."""
    with running_mock() as mock:
        yield mock


@pytest.fixture
def play(
    request: pytest.FixtureRequest,
    sound_mock: Mock,
    new_context: Callable[..., Any],
    browser: Any,  # noqa: ANN401 - the browser library's, which only harness.browser knows
    layerproof_cdp: "Second | None",
) -> Iterator[Play]:
    """Ends the stage before, and opens one on the mock under the named conditions."""
    known = load_profile("mock")
    deadlines = known.deadlines.model_copy(update={"step_ms": STEP_MS})
    profile = known.model_copy(update={"deadlines": deadlines})
    control = sound_mock.control
    opened: list[Stage] = []

    def make(*names: str, virtual_time: bool = True, gates: tuple[str, ...] = ()) -> Stage:
        end()
        log = EventLog()
        network = layerproof_cdp.network if layerproof_cdp else None
        driver = PlaywrightDriver(browser, new_context, log, network, {}, lambda: None)
        place = Place(
            target=sound_mock.target(),
            profile=profile,
            rules=profile.rules(base_url=sound_mock.url),
            scenario=request.node.nodeid,
            virtual_time=virtual_time,
            gates=gates,
            other_origin=f"http://{profile.hosts.other}:{urlsplit(sound_mock.url).port}",
        )
        source, backend = SeededSource(control, profile), WatchedMock(control, profile)
        opened.append(Stage(Scene(place, driver, log, source, backend, lambda _: None)))
        opened[-1].under(*compose(names))
        return opened[-1]

    def end() -> None:
        while opened:
            opened.pop().close()

    try:
        yield make
    finally:
        end()
