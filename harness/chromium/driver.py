"""The leaner driver: Chromium's own protocol, several times faster than Playwright, with every gate
in our hand. It plays no routes and no throttled links; what needs them is Unsupported here.
"""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from harness.browser.cdp import CdpClient
from harness.chromium.context import Context, Holds
from harness.chromium.room import ChromiumRoom
from harness.chromium.stillness import Timers, timers_at_rest
from harness.chromium.tab import Tab
from harness.conditions.wire import Link
from harness.errors import Unsupported
from harness.model.word import Capability
from harness.stage.driver import Room, RoomPlan
from harness.stage.log import EventLog

# Longer than any answer of a sound app; a browser that does not move for so long is lost.
CALL_S = 30.0
GLANCE_S = 0.02


def hold_nothing(_tab: str, _gate: str) -> bool:
    """No gate is closed."""
    return False


class Tower:
    """Hands what the browser tells to the context that it is about; one a browser."""

    def __init__(self, cdp: CdpClient) -> None:
        self.cdp = cdp
        self._contexts: dict[str, Context] = {}
        self._sessions: dict[str, Context] = {}
        self._news = threading.Condition()
        self._count = 0
        for event, deal in self._deals().items():
            cdp.on(event, self._told(deal))
        cdp.on("Target.attachedToTarget", self._attached)
        cdp.on("Target.detachedFromTarget", self._detached)
        attach = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True}
        cdp.call("Target.setAutoAttach", attach)

    @property
    def count(self) -> int:
        """How many things were told so far."""
        return self._count

    def add(self, context: Context) -> None:
        """The context's tabs are its from now on."""
        self._contexts[context.id] = context

    def remove(self, context: Context) -> None:
        """Nothing of the context is of interest any more."""
        self._contexts.pop(context.id, None)
        for it in [key for key, known in self._sessions.items() if known is context]:
            self._sessions.pop(it, None)

    def wait(self, since: int, limit_s: float) -> None:
        """Returns as soon as more was told than `since`, at the latest after `limit_s`."""
        with self._news:
            self._news.wait_for(lambda: self._count > since, limit_s)

    def notice(self) -> None:
        """Something happened elsewhere that whoever waits may want to know; from any thread."""
        self._noticed()

    def _deals(self) -> dict[str, Callable[[Context, Tab, dict[str, Any]], None]]:
        return {
            "Runtime.bindingCalled": lambda at, tab, it: at.bound(tab, str(it["payload"])),
            "Fetch.requestPaused": lambda at, tab, it: at.paused(tab, it),
            "Network.requestWillBeSent": lambda at, tab, it: at.requested(tab, it),
            "Network.responseReceived": lambda at, _, it: at.responded(it),
            "Network.loadingFinished": lambda at, tab, it: at.arrived(tab, it),
            "Network.loadingFailed": lambda at, tab, it: at.arrived(tab, it),
            "Page.frameNavigated": lambda at, tab, it: at.navigated(tab, it),
            "Page.domContentEventFired": lambda at, tab, _: at.parsed(tab),
            "Page.navigatedWithinDocument": lambda at, tab, it: at.moved(tab, it),
            "Inspector.targetCrashed": lambda at, tab, _: at.telling.crashed(tab.name),
        }

    def _told(
        self, deal: Callable[[Context, Tab, dict[str, Any]], None]
    ) -> Callable[[dict[str, Any], str | None], None]:
        def told(params: dict[str, Any], session: str | None) -> None:
            context = self._sessions.get(session or "")
            if context is not None and session in context.tabs:
                deal(context, context.tabs[session], params)
            self._noticed()

        return told

    def _attached(self, params: dict[str, Any], _: str | None) -> None:
        session, target = str(params["sessionId"]), params["targetInfo"]
        context = self._contexts.get(str(target.get("browserContextId", "")))
        if context is None or target["type"] != "page":
            self.cdp.send("Runtime.runIfWaitingForDebugger", {}, session)
        else:
            self._sessions[session] = context
            context.attached(session, target)
        self._noticed()

    def _detached(self, params: dict[str, Any], _: str | None) -> None:
        session = str(params["sessionId"])
        context = self._sessions.pop(session, None)
        if context is not None:
            context.gone(session)
        self._noticed()

    def _noticed(self) -> None:
        with self._news:
            self._count += 1
            self._news.notify_all()


class ChromiumDriver:
    """One scenario's driver on a browser that many share. `turn` is called whenever somebody waits
    (`Turn` says what it may do). `held_by_server` is
    `timers_at_rest`'s.
    """

    def __init__(
        self,
        tower: Tower,
        log: EventLog,
        *,
        holds: Holds = hold_nothing,
        turn: "Turn | None" = None,
        held_by_server: Callable[[], int | None] = lambda: 0,
    ) -> None:
        self.contexts: list[Context] = []
        self._tower = tower
        self._log = log
        self._holds = holds
        self._turn = turn or pass_time
        self._held_by_server = held_by_server
        self._numbers = itertools.count(1)
        self._ahead_s = 0.0

    @property
    def capabilities(self) -> frozenset[Capability]:
        """Virtual time, and nothing between browser and server."""
        return frozenset({Capability.CLOCK})

    @property
    def version(self) -> str:
        """The browser's name and version."""
        return str(self._tower.cdp.call("Browser.getVersion")["product"])

    @property
    def told(self) -> int:
        """How many things the browser has told so far."""
        return self._tower.count

    def open_room(self, plan: RoomPlan) -> Room:
        """Opens an isolated context in which `plan` holds."""
        cdp = self._tower.cdp
        context = Context(cdp, plan, self._log, self._holds, self._name_tab)
        self._tower.add(context)
        self.contexts.append(context)
        return ChromiumRoom(cdp, context, self.until, lambda: self._forget(context))

    def now(self) -> float:
        """Seconds, which run ahead of the clock on the wall where nothing can happen any more."""
        return time.monotonic() + self._ahead_s

    def pump(self, limit_ms: float) -> None:
        """Lets the browser move; returns when an event arrived, or after `limit_ms`, which pass at
        once where nothing can happen.
        """
        before, ends = self._log.last_seq, self.now() + limit_ms / 1_000
        while self._log.last_seq == before and (left := ends - self.now()) > 0:
            told = self._tower.count
            moved = self._turn(self)
            if moved is None:
                self._tower.wait(told, min(left, GLANCE_S))
            elif not moved:
                self._ahead_s += left

    def until(self, done: Callable[[], bool], limit_s: float = CALL_S) -> bool:
        """Waits until `done`, at most `limit_s`; says whether it came."""
        ends = time.monotonic() + limit_s
        while not done():
            told = self._tower.count
            if done():
                return True
            if time.monotonic() >= ends:
                return False
            if not self._turn(self):
                self._tower.wait(told, GLANCE_S)
        return True

    def wait(self) -> None:
        """Lets the browser move for a moment, or until it tells something."""
        self._tower.wait(self._tower.count, GLANCE_S)

    def timers(self) -> Timers | None:
        """The milliseconds until each tab's next timer, when all is still; else None."""
        return timers_at_rest(
            self._tower.cdp, self.tabs, lambda: self._tower.count, self._held_by_server
        )

    def tabs(self) -> list[Tab]:
        """All open tabs, oldest first."""
        return [tab for it in self.contexts for tab in it.open_tabs()]

    def pass_time(self, name: str) -> None:
        """Lets the next timer of the tab come."""
        for context in self.contexts:
            for tab in context.open_tabs():
                if tab.name == name:
                    context.pass_time(tab)

    def set_link(self, link: Link) -> None:
        """Raises Unsupported."""
        del link
        raise Unsupported("a link of its own", [Capability.THROTTLE])

    def set_cpu(self, slowdown: float) -> None:
        """Raises Unsupported."""
        del slowdown
        raise Unsupported("a slow CPU", [Capability.THROTTLE])

    def unhindered(self) -> AbstractContextManager[None]:
        """There is nothing to take away."""
        return _nothing()

    def calm(self) -> None:
        """There is nothing to take away."""

    def settle(self) -> None:
        """Waits until all that the browser has told was dealt with; raises BrowserLost."""
        self._tower.cdp.settle(timeout_s=CALL_S)

    def _forget(self, context: Context) -> None:
        self._tower.remove(context)
        self.contexts.remove(context)

    def _name_tab(self) -> str:
        return f"tab-{next(self._numbers)}"


# Lets something go and says so; False where nothing can happen, None where something is under way.
Turn = Callable[[ChromiumDriver], bool | None]


def pass_time(driver: ChromiumDriver) -> bool | None:
    """Lets the timer that is due first come, when nothing else can happen."""
    timers = driver.timers()
    if timers is None:
        return None
    if not timers:
        return False
    driver.pass_time(min(timers, key=lambda it: (timers[it], it)))
    return True


@contextmanager
def _nothing() -> Iterator[None]:
    yield
