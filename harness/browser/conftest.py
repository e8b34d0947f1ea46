"""Fixtures for the tests of everything that runs in a browser."""

import os
import threading
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Playwright

from harness.browser import launch
from harness.browser.probes import ProbeConfig
from harness.browser.tests.site import Handler, Probed, Site
from harness.machine.browser import find_browser


@pytest.fixture(scope="session")
def site_server() -> Iterator[ThreadingHTTPServer]:
    """A server on loopback whose handler the `site` fixture sets."""
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield httpd
    httpd.shutdown()
    thread.join()
    httpd.server_close()


@pytest.fixture
def site(site_server: ThreadingHTTPServer) -> Site:
    """An empty site; give it pages."""
    it = Site(f"http://127.0.0.1:{site_server.server_port}")
    site_server.RequestHandlerClass = type("SiteHandler", (Handler,), {"site": it})
    return it


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The browser that a run would use by default."""
    return str(find_browser(full=False, explicit=None, environ=os.environ).path)


@pytest.fixture(scope="session")
def chromium(playwright: Playwright, browser_path: str) -> Iterator[Browser]:
    """One browser for all tests, which a second client may debug; contexts keep them apart."""
    browser = playwright.chromium.launch(executable_path=browser_path, args=[launch.DEBUGGING])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def debugging_port(chromium: Browser) -> int:
    """The port on which `chromium` can be debugged."""
    return launch.debugging_port(chromium)


@pytest.fixture
def probed(chromium: Browser, site: Site) -> Iterator[Callable[..., Probed]]:
    """Makes contexts with the probes; parts of their configuration are given by name."""
    made: list[Probed] = []

    def make(**parts: object) -> Probed:
        config = ProbeConfig(**{"origins": (site.origin,), **parts})  # type: ignore[arg-type] # by name
        it = Probed(chromium.new_context(), config)
        made.append(it)
        return it

    yield make
    for it in made:
        it.context.close()
