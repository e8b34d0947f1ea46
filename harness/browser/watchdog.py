"""A limit for calls that have none: when it is over, the browser is ended, and the call fails."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Error

from harness.errors import BrowserLost

log = logging.getLogger(__name__)


@contextmanager
def watchdog(what: str, limit_s: float, end_browser: Callable[[], None]) -> Iterator[None]:
    """Raises BrowserLost when the body is not done within `limit_s`, or when the browser is gone.

    Playwright's synchronous calls cannot be interrupted, so at the limit the browser is ended from
    another thread, and
    the call comes back with an error.
    """
    expired = threading.Event()

    def expire() -> None:
        expired.set()
        log.warning("%s did not return within %s s; ending the browser", what, limit_s)
        end_browser()

    timer = threading.Timer(limit_s, expire)
    timer.daemon = True
    timer.start()
    try:
        yield
    except Error as error:
        if expired.is_set():
            raise BrowserLost(
                f"The browser did not answer within {limit_s:.0f} s to: {what}. It was ended."
            ) from error
        if is_gone(error):
            raise BrowserLost(f"The browser ended during: {what}.") from error
        raise
    finally:
        timer.cancel()


def is_gone(error: Error) -> bool:
    """Whether the error says that browser, context or connection is no longer there."""
    text = str(error)
    return any(
        sign in text
        for sign in (
            "browser has been closed",
            "Browser closed",
            "Connection closed",
            "Target crashed",
            "Page crashed",
        )
    )
