"""Gates in pages: `window.__gate(name)` parks until the harness opens the gate."""

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext

from harness.browser.probes import GATE_BINDING


class PageGates:
    """Who is parked at which gate of a context's pages, and how many may still pass."""

    def __init__(self, context: BrowserContext) -> None:
        self._context = context
        self._passes: Counter[str] = Counter()
        self._waiting: list[tuple[str, Callable[[], None]]] = []
        self._all_open = False

    def expose(self) -> None:
        """Offers the binding to every page of the context."""
        self._context.expose_binding(GATE_BINDING, self._arrived)

    def open(self, name: str) -> None:
        """Lets one pass: who is parked there, else the next to come."""
        for parked in self._waiting:
            if parked[0] == name:
                self._waiting.remove(parked)
                parked[1]()
                return
        self._passes[name] += 1

    def release(self) -> None:
        """Opens everything for good."""
        self._all_open = True
        for _, go in self._waiting:
            go()
        self._waiting = []

    def parked(self) -> tuple[str, ...]:
        """The gates at which somebody is parked, oldest first."""
        return tuple(name for name, _ in self._waiting)

    async def _arrived(self, _source: dict[str, Any], name: str) -> None:
        if self._all_open:
            return
        if self._passes[name] > 0:
            self._passes[name] -= 1
            return
        opened = asyncio.Event()
        self._waiting.append((name, opened.set))
        await opened.wait()
