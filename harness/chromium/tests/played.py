"""A room of the leaner driver with what its tests ask of it: who is held, until all is still."""

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from harness.browser.tests.site import LONG_S as LONG_S
from harness.chromium.driver import ChromiumDriver, pass_time
from harness.chromium.stillness import Timers
from harness.chromium.tab import Session, Tab
from harness.model.event import Event
from harness.stage.driver import Room
from harness.stage.log import EventLog


@dataclass
class Gates:
    """Holds what it was told to; lets time pass only where a test wants it."""

    names: tuple[str, ...]
    time_passes: bool = False
    came: list[tuple[str, str]] = field(default_factory=list)

    def holds(self, tab: str, name: str) -> bool:
        self.came.append((tab, name))
        return any(fnmatchcase(name, it) for it in self.names)

    def turn(self, driver: ChromiumDriver) -> bool | None:
        return pass_time(driver) if self.time_passes else None


@dataclass
class Opened:
    """A room, and what belongs to it."""

    room: Room
    driver: ChromiumDriver
    log: EventLog
    gates: Gates

    def tab(self, name: str = "tab-1") -> Tab:
        return {it.name: it for it in self.driver.contexts[0].tabs.values()}[name]

    def visit(self, url: str) -> str:
        """A new tab in which the page has run, or that is held on the way to it."""
        tab = self.room.new_tab()
        self.room.goto(tab, url)
        self.still()
        return tab

    def inside(self, script: str, tab: str = "tab-1") -> Any:  # noqa: ANN401 - whatever a page gives
        """What the JavaScript expression, or the promise that it is, gives in the page."""
        cdp = self.driver._tower.cdp
        return Session(cdp, self.tab(tab).session).evaluate(script, timeout_s=LONG_S)

    def begin(self, script: str, tab: str = "tab-1") -> None:
        """Has the page do something, and waits for nothing but that it has begun."""
        self.inside(f"void (() => {{ {script} }})()", tab)

    def still(self) -> Timers:
        """Waits until all is still; the timers that are waited for."""
        found: list[Timers] = []

        def is_still() -> bool:
            timers = self.driver.timers()
            if timers is not None:
                found.append(timers)
            return timers is not None

        assert self.driver.until(is_still, LONG_S), f"never still: {self.driver.unrest}"
        return found[0]

    def until_told(self, what: str, **parts: object) -> Event:
        """The first such event, waited for."""

        def found() -> list[Event]:
            return [
                it
                for it in self.log.since(0)
                if it.what == what
                and parts.items() <= {"actor": it.actor, "kind": it.kind, **it.detail}.items()
            ]

        told = [it.what for it in self.log.since(0)]
        assert self.driver.until(lambda: bool(found()), LONG_S), f"no {what} {parts} in {told}"
        return found()[0]

    def held(self, tab: str = "tab-1") -> list[str]:
        """The gates at which something of the tab is held, oldest first."""
        it = self.tab(tab)
        return [held.gate for held in it.paused.values()] + [
            waiting.name for waiting in it.waiting.values()
        ]

    def until_held(self, *gates: str, tab: str = "tab-1") -> None:
        """Waits until the tab is held at these gates, and at no other."""
        wanted = sorted(gates)
        assert self.driver.until(lambda: sorted(self.held(tab)) == wanted, LONG_S), self.held(tab)

    def let_go(self, gate: str, tab: str = "tab-1") -> None:
        """Opens the gate for who came first."""
        it = self.tab(tab)
        for held in list(it.paused.values()):
            if held.gate == gate:
                held.go()
                return
        number = next(it.number for it in it.waiting.values() if it.name == gate)
        self.driver.contexts[0].go(it, number)
