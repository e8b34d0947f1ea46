"""The browsers that go through an app of which nothing is known: one that walks by itself, and
beside it one with a window, in which a person walks.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, Error, sync_playwright

from harness.browser.agent import tagged_options
from harness.browser.asked import Record
from harness.browser.explore import Walker
from harness.browser.launch import QUIET, launch_options
from harness.browser.onlook import Onlooker
from harness.browser.proxy import proxy_from
from harness.browser.routes import quietly
from harness.errors import NoBrowser
from harness.machine.browser import find_browser
from harness.machine.display import SCREENS


@dataclass(frozen=True, slots=True)
class Outing:
    """Where to go, and as whom: `tag` is what the User-Agent ends in."""

    url: str
    environ: Mapping[str, str] = field(repr=False)
    browser_path: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    insecure: bool = False
    tag: str = ""

    @contextmanager
    def exploring(self) -> Iterator[Walker]:
        """A browser that walks, for as long as the block runs; raises NoBrowser."""
        with sync_playwright() as playwright:
            browser = self._launched(playwright.chromium, headed=False)
            try:
                yield self._walker(browser)
            finally:
                quietly(browser.close)

    @contextmanager
    def onlooking(self, walker: Walker, *, headed: bool = True) -> Iterator[Onlooker]:
        """A second browser, with a window, that is looked on at; raises NoBrowser."""
        browser = self._launched(walker.browser.browser_type, headed=headed)
        try:
            record, own = Record(), self._walker(browser, no_viewport=headed)
            onlooker = Onlooker(own.new_context(record), record, own.origin)
            onlooker.open(self.url)
            yield onlooker
        finally:
            quietly(browser.close)

    def _walker(self, browser: Browser, *, no_viewport: bool = False) -> Walker:
        options = {"ignore_https_errors": self.insecure, "no_viewport": no_viewport}
        return Walker(browser, self.url, self.headers, options)

    def _launched(self, kind: BrowserType, *, headed: bool) -> Browser:
        found = find_browser(full=headed, explicit=self.browser_path or None, environ=self.environ)
        # Ctrl-C ends the recording, and what was seen is kept: the browser has to outlive it.
        asked = {"headless": not headed, "handle_sigint": False}
        proxy = proxy_from(self.environ, url=self.url)
        options = launch_options(asked, executable=str(found.path), arguments=QUIET, proxy=proxy)
        try:
            return kind.launch(**tagged_options(kind, options, self.tag))
        except Error as error:
            raise NoBrowser(self._refusal(found.path, headed, str(error))) from error

    def _refusal(self, path: Path, headed: bool, said: str) -> str:
        if not headed:
            return f"{path} could not be started: {said.splitlines()[0]}"
        display = next((self.environ[it] for it in SCREENS if self.environ.get(it)), "here")
        return (
            f"{path} could open no window on the display {display}: it ended at once. Begin the "
            "command with `xvfb-run`, or leave --headed out."
        )
