"""A call that does not return ends the browser, and says which it was."""

import threading

import pytest
from playwright.sync_api import Error

from harness.browser.watchdog import is_gone, watchdog
from harness.errors import BrowserLost


def test_a_call_in_time_leaves_the_browser_alone() -> None:
    ended, before = threading.Event(), set(threading.enumerate())
    with watchdog("looking", 60, ended.set):
        new = set(threading.enumerate()) - before
        [timer] = [it for it in new if isinstance(it, threading.Timer)]
    timer.join(timeout=30)
    assert not timer.is_alive(), "it would have ended the browser later"
    assert not ended.is_set()


def test_a_call_over_its_limit_ends_the_browser() -> None:
    ended = threading.Event()

    def look() -> None:
        with watchdog("looking", 0.01, ended.set):
            assert ended.wait(30)
            raise Error("Target page, context or browser has been closed")

    with pytest.raises(BrowserLost, match="did not answer within 0 s to: looking"):
        look()


def test_a_browser_that_is_gone_is_lost() -> None:
    with (
        pytest.raises(BrowserLost, match="The browser ended during: looking"),
        watchdog("looking", 60, lambda: None),
    ):
        raise Error("Connection closed while reading from the driver")


def test_any_other_error_is_the_callers() -> None:
    with pytest.raises(Error, match="strict mode"), watchdog("looking", 60, lambda: None):
        raise Error("strict mode violation")
    assert not is_gone(Error("strict mode violation"))
    assert is_gone(Error("Page crashed"))
