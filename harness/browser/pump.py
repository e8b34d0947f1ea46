"""Lets Playwright's synchronous API move: events arrive only while something waits inside it."""

import asyncio
from collections.abc import Callable, Sequence

from playwright.sync_api import BrowserContext, Page

NAP_S = 0.002


def pump(context: BrowserContext, arrived: Callable[[], bool], limit_ms: float) -> None:
    """Waits inside Playwright until `arrived()`, or for `limit_ms`.

    Uses the synchronous API's own `_sync`, the function behind each of its calls: the public way
    (`page.wait_for_timeout`) needs a
    page, a round trip each time, and cannot return early. May go when Playwright has a public one.
    """
    context._sync(_wait(arrived, limit_ms / 1_000))


def echoed(pages: Sequence[Page], limit_ms: float) -> None:
    """Has every page answer a word, all of them at once; waits at most `limit_ms`, because a page
    that is busy, or about to be another one, may never answer.

    Past the public `evaluate`, which waits for ever, for the reasons of `pump`.
    """
    if pages:
        pages[0]._sync(_heard(pages, limit_ms / 1_000))


async def _heard(pages: Sequence[Page], limit_s: float) -> None:
    asked = [asyncio.ensure_future(it._impl_obj.evaluate("0", None)) for it in pages]
    done, late = await asyncio.wait(asked, timeout=limit_s)
    for it in late:
        it.cancel()
    for it in done:
        it.exception()  # a page that is gone has nothing more to tell


async def _wait(arrived: Callable[[], bool], limit_s: float) -> None:
    loop = asyncio.get_running_loop()
    ends = loop.time() + limit_s
    while not arrived() and loop.time() < ends:
        await asyncio.sleep(NAP_S)
