"""Lets Playwright's synchronous API move: events arrive only while something waits inside it."""

import asyncio
from collections.abc import Callable

from playwright.sync_api import BrowserContext

NAP_S = 0.002


def pump(context: BrowserContext, arrived: Callable[[], bool], limit_ms: float) -> None:
    """Waits inside Playwright until `arrived()`, or for `limit_ms`.

    Uses the synchronous API's own `_sync`, the function behind each of its calls: the public way
    (`page.wait_for_timeout`) needs a
    page, a round trip each time, and cannot return early. May go when Playwright has a public one.
    """
    context._sync(_wait(arrived, limit_ms / 1_000))


async def _wait(arrived: Callable[[], bool], limit_s: float) -> None:
    loop = asyncio.get_running_loop()
    ends = loop.time() + limit_s
    while not arrived() and loop.time() < ends:
        await asyncio.sleep(NAP_S)
