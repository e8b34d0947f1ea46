"""Playwright's synchronous API behind the stage's `Driver`: one a scenario, on a browser that the
session shares.
"""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any, Protocol

from playwright.sync_api import Browser, BrowserContext

from harness.browser.pump import echoed, pump
from harness.browser.recorder import Tabs
from harness.browser.room import PlaywrightRoom
from harness.browser.strain import pages_strain
from harness.browser.watchdog import watchdog
from harness.conditions.wire import Link
from harness.errors import BrowserLost, Unsupported
from harness.model.strain import Strain
from harness.model.word import Capability
from harness.stage.driver import Room, RoomPlan
from harness.stage.log import EventLog

CALL_S = 40.0
# A page that answers later than this is at work on something of its own.
ECHO_MS = 500.0
# What has arrived is dealt with in the next turns of the loop.
TURN_MS = 4.0


class Network(Protocol):
    """The one owner of what lies between browser and server."""

    def set_link(self, link: Link) -> None:
        """Sets the link of all tabs, present and future."""

    def set_cpu(self, slowdown: float) -> None:
        """Slows all tabs."""

    def clear(self) -> None:
        """Takes everything away."""

    def unhindered(self) -> AbstractContextManager[None]:
        """Takes everything away for as long as the block lasts."""


class PlaywrightDriver:
    """Opens rooms through `new_context`, pytest-playwright's fixture, so that its options hold.

    `carries_secrets` says that the browser puts secret headers on by itself (`SecretHeaders`).
    """

    def __init__(
        self,
        browser: Browser,
        new_context: Callable[..., BrowserContext],
        log: EventLog,
        network: Network | None,
        context_options: dict[str, Any],
        end_browser: Callable[[], None],
        *,
        carries_secrets: bool = False,
    ) -> None:
        self._browser = browser
        self._new_context = new_context
        self._log = log
        self._network = network
        self._options = context_options
        self._end_browser = end_browser
        self._carries_secrets = carries_secrets
        self._touched = False
        self._tabs = Tabs()
        self._rooms: list[PlaywrightRoom] = []

    @property
    def capabilities(self) -> frozenset[Capability]:
        """ROUTES and CLOCK on every browser; THROTTLE where there is an owner of the network."""
        own = {Capability.ROUTES, Capability.CLOCK}
        return frozenset(own | ({Capability.THROTTLE} if self._network else set()))

    @property
    def version(self) -> str:
        """The browser's name and version."""
        return f"{self._browser.browser_type.name} {self._browser.version}"

    def open_room(self, plan: RoomPlan) -> Room:
        """Opens an isolated context in which `plan` holds."""
        return self.open_playwright_room(plan)

    def open_playwright_room(self, plan: RoomPlan) -> PlaywrightRoom:
        """The same, for who needs more of a room than scenarios do."""
        options = dict(self._options)
        if plan.visa.state is not None:
            options["storage_state"] = dict(plan.visa.state)
        if plan.profile.permissions:
            options["permissions"] = list(plan.profile.permissions)
        if self._carries_secrets:
            plan = replace(plan, secret_headers={})
        with self._guard("opening a context"):
            context = self._new_context(**options)
        room = PlaywrightRoom(context, plan, self._log, self._tabs, self._guard)
        self._rooms.append(room)
        return room

    def strain(self) -> Strain | None:
        """Of the renderers below this process."""
        return pages_strain()

    def now(self) -> float:
        """Seconds."""
        return time.monotonic()

    def pump(self, limit_ms: float) -> None:
        """Lets the browser move; returns when an event arrived, or after `limit_ms`; raises
        BrowserLost, because nothing would ever arrive from a browser that has ended.
        """
        if not self._browser.is_connected():
            raise BrowserLost("The browser ended in the middle of the scenario.")
        for room in self._rooms:
            room.routes.due()
        before = self._log.last_seq
        if not self._rooms:
            self._log.wait(before, limit_ms / 1_000)
        else:
            with self._guard("waiting"):
                pump(self._rooms[0].context, lambda: self._log.last_seq > before, limit_ms)

    def catch_up(self) -> None:
        """Has each open tab answer: what it told before arrives before the answer does."""
        pages = [it for room in self._rooms for it in room.context.pages]
        if not pages or not self._browser.is_connected():
            return
        with self._guard("hearing the tabs out"):
            echoed(pages, ECHO_MS)
            pump(self._rooms[0].context, lambda: False, TURN_MS)

    def set_link(self, link: Link) -> None:
        """Sets the link of all tabs, from the first byte on."""
        self._owner("a link").set_link(link)

    def set_cpu(self, slowdown: float) -> None:
        """Slows all tabs."""
        self._owner("a slow CPU").set_cpu(slowdown)

    def unhindered(self) -> AbstractContextManager[None]:
        """Takes link and CPU back to normal for as long as the block lasts."""
        return self._network.unhindered() if self._network is not None else nullcontext()

    def calm(self) -> None:
        """Takes link and CPU back to normal, and plays no fault any more."""
        for room in self._rooms:
            room.routes.calm()
        if self._network is not None and self._touched:
            self._network.clear()
            self._touched = False

    def _owner(self, what: str) -> Network:
        if self._network is None:
            raise Unsupported(what, [Capability.THROTTLE])
        self._touched = True
        return self._network

    def _guard(self, what: str) -> Any:  # noqa: ANN401 - contextlib's generator type has no short name
        return watchdog(what, CALL_S, self._end_browser)
