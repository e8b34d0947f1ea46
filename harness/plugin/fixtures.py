"""The fixtures: `stage`, and the browser that the house launches.

Registered after pytest-playwright, whose fixtures of the same names these override and use. Every
pytest run of the environment imports this, so what they need is imported when one is asked for.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from harness.plugin.running import RunningBrowser, Second
    from harness.stage.stage import Stage

# Whether something that was collected uses the browser as the house launches it.
HOUSE_BROWSER: pytest.StashKey[bool] = pytest.StashKey()


@pytest.fixture(scope="session")
def browser_type_launch_args(
    request: pytest.FixtureRequest,
    pytestconfig: pytest.Config,
    browser_type_launch_args: dict[str, Any],
    browser_name: str,
) -> dict[str, Any]:
    """pytest-playwright's options, with the browser that was found and the flags that it needs."""
    ours = browser_name == "chromium" and not browser_type_launch_args.get("channel")
    if not ours or not pytestconfig.stash.get(HOUSE_BROWSER, False):
        return browser_type_launch_args
    from harness.plugin.playing import launch_args

    return launch_args(request, browser_type_launch_args)


@pytest.fixture(scope="session")
def layerproof_browser(request: pytest.FixtureRequest) -> "Iterator[RunningBrowser]":
    """The session's browser, and what brings it back."""
    from harness.plugin.playing import running_browser

    running = running_browser(request)
    yield running
    running.close()


@pytest.fixture(scope="session")
def layerproof_cdp(layerproof_browser: "RunningBrowser") -> "Second | None":
    """A second client of the browser's; None where the browser has no such port."""
    return layerproof_browser.second


@pytest.fixture
def stage(request: pytest.FixtureRequest) -> "Iterator[Stage | None]":
    """A stage for one scenario; what it recorded is judged when the scenario ends. None for one
    that is played in every order, each of which has a stage of its own.
    """
    from harness.plugin.marking import every_order_of
    from harness.plugin.playing import play, prepare_race

    if every_order_of(request.node) is not None:
        prepare_race(request)
        yield None
    else:
        yield from play(request, request.getfixturevalue("layerproof_browser"))
