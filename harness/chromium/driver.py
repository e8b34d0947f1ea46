"""The leaner driver: Chromium's own protocol, several times faster than Playwright, with every gate
in our hand. It plays no routes and no throttled links; what needs them is Unsupported here.

    Tower            one a browser: hands what the browser tells to the context that it is about
    ChromiumDriver   one a scenario: its rooms, and the turn that whoever waits gives away
"""

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from harness.browser.strain import pages_strain
from harness.chromium.context import Context, Holds
from harness.chromium.names import is_of_request
from harness.chromium.room import ChromiumRoom
from harness.chromium.saved import restored
from harness.chromium.stillness import Held, Sight, Timers, timers_at_rest
from harness.chromium.tab import Tab
from harness.chromium.tower import Tower as Tower
from harness.conditions.wire import Link
from harness.errors import Unsupported
from harness.model.strain import Strain
from harness.model.word import Capability
from harness.stage.driver import Room, RoomPlan
from harness.stage.log import EventLog

# Longer than any answer of a sound app; a browser that does not move for so long is lost.
CALL_S = 30.0
GLANCE_S = 0.02


def hold_pages(_tab: str, gate: str) -> bool:
    """The pages' own gates are closed, which a room's plan names; no request is held."""
    return not is_of_request(gate)


class ChromiumDriver:
    """One scenario's driver on a browser that many share.

    `turn` is called whenever somebody waits (`Turn` says what it may do). `held_by_server` is
    `Sight`'s. `unrest` says what moved when `timers` was asked last, '' where nothing did.
    """

    def __init__(
        self,
        tower: Tower,
        log: EventLog,
        *,
        holds: Holds = hold_pages,
        turn: "Turn | None" = None,
        held_by_server: Callable[[], Held | None] = lambda: 0,
    ) -> None:
        self.contexts: list[Context] = []
        self._tower = tower
        self._log = log
        self._holds = holds
        self._turn = turn or pass_time
        self._held_by_server = held_by_server
        self._numbers = itertools.count(1)
        self._ahead_s = 0.0
        self.unrest = ""

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
        """Opens an isolated context in which `plan` holds; raises Unsupported for what only routes
        can give, and for a saved state whose IndexedDB holds what is no JSON.
        """
        refuse_unsupported(plan)
        plan, cookies = restored(plan)
        cdp = self._tower.cdp
        self._tower.border.watch(plan.origin, plan.secret_headers)
        context = Context(cdp, plan, self._log, self._holds, self._name_tab)
        self._tower.add(context)
        self.contexts.append(context)
        return ChromiumRoom(
            cdp, context, self.until, lambda: self._forget(context), cookies=cookies
        )

    def strain(self) -> Strain | None:
        """Of the renderers below this process; None where time is frozen: nothing is late there for
        want of a processor.
        """
        return pages_strain() if self.flows else None

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
        found = timers_at_rest(
            Sight(
                self._tower.cdp,
                self.tabs,
                lambda: self._tower.count,
                self._held_by_server,
                lambda: self._tower.border.beacons(self._frames()),
            )
        )
        self.unrest = found if isinstance(found, str) else ""
        return None if isinstance(found, str) else found

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

    def catch_up(self) -> None:
        """Waits until all that the browser has told was dealt with; raises BrowserLost."""
        self._tower.cdp.settle(timeout_s=CALL_S)

    @property
    def flows(self) -> bool:
        """Whether real time passes in a room's pages, so that something may always happen."""
        return any(not it.plan.virtual_time for it in self.contexts)

    def _frames(self) -> set[str]:
        """The main frames of all tabs, those too that are closed."""
        return {tab.target for it in self.contexts for tab in list(it.tabs.values())}

    def _forget(self, context: Context) -> None:
        if context in self.contexts:
            self._tower.remove(context)
            self._tower.border.forget([it.target for it in list(context.tabs.values())])
            self.contexts.remove(context)

    def _name_tab(self) -> str:
        return f"tab-{next(self._numbers)}"


# Lets something go and says so; False where nothing can happen, None where something is under way.
Turn = Callable[[ChromiumDriver], bool | None]


def pass_time(driver: ChromiumDriver) -> bool | None:
    """Lets the timer that is due first come, when nothing else can happen."""
    timers = driver.timers()
    if timers is None or driver.flows:
        return None
    if not timers:
        return False
    driver.pass_time(min(timers, key=lambda it: (timers[it], it)))
    return True


def refuse_unsupported(plan: RoomPlan) -> None:
    """Raises Unsupported for a plan that cannot be kept."""
    asked = {
        "a fault that the browser plays": plan.routes or plan.hung,
        "the runner on another host": plan.redirect_runner,
        "a stale service worker": plan.stale_worker,
    }
    for what, wanted in asked.items():
        if wanted:
            raise Unsupported(what, [Capability.ROUTES])


@contextmanager
def _nothing() -> Iterator[None]:
    yield
