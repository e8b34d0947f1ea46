"""Who comes to a gate waits until it is opened, and only then."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import cast

from playwright.sync_api import BrowserContext

from harness.browser.gates import PageGates


class NoContext:
    """Gates need a context only to be exposed."""


def gates() -> PageGates:
    """Gates that nobody has come to."""
    return PageGates(cast("BrowserContext", NoContext()))


async def turns() -> None:
    """Lets everybody who can move do so."""
    for _ in range(5):
        await asyncio.sleep(0)


def run(playing: Coroutine[None, None, None]) -> None:
    """Runs it in a thread of its own: Playwright keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as other:
        other.submit(asyncio.run, playing).result()


def test_who_comes_is_parked_until_the_gate_opens() -> None:
    async def play() -> None:
        it = gates()
        first = asyncio.ensure_future(it._arrived({}, "a"))
        second = asyncio.ensure_future(it._arrived({}, "a"))
        other = asyncio.ensure_future(it._arrived({}, "b"))
        await turns()
        assert it.parked() == ("a", "a", "b")
        it.open("a")
        await turns()
        assert (first.done(), second.done(), other.done()) == (True, False, False)
        it.release()
        await turns()
        assert second.done()
        assert other.done()
        assert it.parked() == ()

    run(play())


def test_a_gate_that_was_opened_lets_the_next_one_pass() -> None:
    async def play() -> None:
        it = gates()
        it.open("a")
        await it._arrived({}, "a")
        second = asyncio.ensure_future(it._arrived({}, "a"))
        await turns()
        assert not second.done()
        it.release()
        await second
        await it._arrived({}, "a")

    run(play())
