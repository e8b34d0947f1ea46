"""Proxies before one Firestore emulator, for applications that are started one after the other.

All of them are served by one thread of this process, so that none outlives it.
"""

import asyncio
import secrets
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager

from harness.firestore_proxy.address import Address, address
from harness.firestore_proxy.proxy import Plan, standing
from harness.power.way import Database

STARTS_S = 60.0


class Proxies:
    """Opens proxies before one emulator, from any thread."""

    def __init__(self, upstream: str) -> None:
        self._upstream = address(upstream, flag="the emulator", allowed=frozenset())
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serves, name="proxies", daemon=True)
        self._thread.start()

    @contextmanager
    def open(self) -> Iterator[Database]:
        """A proxy for as long as the block lasts; raises TargetUnreachable."""
        ready: Future[Database] = Future()
        done = asyncio.Event()
        served = asyncio.run_coroutine_threadsafe(self._serve(ready, done), self._loop)
        try:
            yield ready.result(STARTS_S)
        finally:
            self._loop.call_soon_threadsafe(done.set)
            served.result(STARTS_S)

    def close(self) -> None:
        """Ends the thread; every proxy has been closed before."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(STARTS_S)

    def _serves(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.get_loop().run_forever()

    async def _serve(self, ready: "Future[Database]", done: asyncio.Event) -> None:
        own, secret = Address("127.0.0.1", 0), secrets.token_urlsafe(24)
        try:
            async with standing(Plan(own, self._upstream, own, secret)) as it:
                ready.set_result(Database(str(it.address), it.control_url, secret))
                await done.wait()
        except BaseException as error:
            if not ready.done():
                ready.set_exception(error)
                return
            raise
