"""The browser is launched again where it ended, but not for ever."""

from dataclasses import dataclass

import pytest

from harness.plugin.running import AGAIN, BrowserGone, RunningBrowser


@dataclass
class FakeBrowser:
    """A browser that is there until it is not."""

    there: bool = True

    def is_connected(self) -> bool:
        """Whether it is there."""
        return self.there

    def close(self) -> None:
        """Ends it."""
        self.there = False


def test_a_browser_that_is_there_is_kept() -> None:
    first = FakeBrowser()
    running = RunningBrowser(first, FakeBrowser, None)
    running.revive()
    assert running.browser is first
    assert running.relaunched == 0


def test_a_browser_that_ended_is_launched_again_at_most_twice() -> None:
    running = RunningBrowser(FakeBrowser(), FakeBrowser, None)
    for _ in range(AGAIN):
        running.browser.close()
        running.revive()
        assert running.browser.is_connected()
    running.browser.close()
    with pytest.raises(BrowserGone, match="ended 3 times"):
        running.revive()


def test_what_was_launched_here_is_closed_here() -> None:
    first = FakeBrowser()
    running = RunningBrowser(first, FakeBrowser, None)
    running.close()
    assert first.there, "the first is pytest-playwright's to close"
    first.close()
    running.revive()
    running.close()
    assert not running.browser.is_connected()
