"""What the stage asks of a browser: a driver, and the rooms (isolated contexts) that it opens.

A driver records by itself: everything that happens in a room's tabs arrives in the `EventLog`
while `pump` runs. No call
blocks past its limit: a watchdog stands around each, and raises BrowserLost.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Protocol

from harness.conditions.wire import Fault, Link, StorageRule
from harness.model.strain import Strain
from harness.model.word import Capability, Role, Topology
from harness.profile.locator import Locator
from harness.profile.profile import Profile
from harness.profile.step import Step


@dataclass(frozen=True, slots=True)
class Visa:
    """How a visitor is signed in before the first document: storage entries and cookies of the
    target's origin, or a saved browser state.
    """

    storage: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    state: Mapping[str, object] | None = None

    def beside(self, cookies: Mapping[str, str]) -> "Visa":
        """The same with cookies of the hosting's beside the visitor's own."""
        return replace(self, cookies={**cookies, **self.cookies}) if cookies else self


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """What holds in a room from its first byte on. `routes` are faults to play in the browser;
    `hung` are the roles whose requests get no answer, so that virtual time need not wait for
    them; `run` is what `{run}` stands for in steps."""

    origin: str
    other_origin: str
    profile: Profile
    visa: Visa
    seeds: Mapping[str, str] = field(default_factory=dict)
    storage: StorageRule = field(default_factory=StorageRule)
    storage_values: Mapping[str, str] = field(default_factory=dict)
    routes: tuple[Fault, ...] = ()
    hung: tuple[Role, ...] = ()
    popups_blocked: bool = False
    redirect_runner: bool = False
    stale_worker: bool = False
    virtual_time: bool = True
    gates: tuple[str, ...] = ()
    secret_headers: Mapping[str, str] = field(default_factory=dict)
    run: str = ""


class Room(Protocol):
    """One isolated browser context with its tabs, which are named tab-1, tab-2, … over the whole
    scenario.
    """

    def new_tab(self) -> str:
        """Opens an empty tab and returns its name."""

    def tabs(self) -> tuple[str, ...]:
        """The names of the open tabs, oldest first."""

    def goto(self, tab: str, url: str) -> None:
        """Starts a navigation, and returns when the document is there or the load failed; never
        raises for a dead network.
        """

    def reload(self, tab: str) -> None:
        """Reloads the tab."""

    def history(self, tab: str, steps: int) -> None:
        """Goes back (negative) or forward in the tab's history."""

    def open_from(self, tab: str, url: str, topology: Topology) -> None:
        """Has the page in `tab` open `url` in the way of `topology`; the new tab appears in
        `tabs()` as it is pumped.
        """

    def do(self, tab: str, step: Step, values: Mapping[str, str]) -> None:
        """Does what a person would; raises NotObserved when the thing to act on does not appear in
        time.
        """

    def double_click(self, tab: str, locator: Locator) -> None:
        """Clicks twice within one task of the page, whether or not the second click still finds it
        enabled.
        """

    def sees(self, tab: str, locator: Locator) -> bool:
        """Whether the locator matches something visible now."""

    def texts(self, tab: str, selector: str) -> tuple[str, ...]:
        """The visible texts of what a CSS selector matches."""

    def read_storage(self, tab: str, key: str) -> str | None:
        """The real value in the tab's localStorage, past the probes and unrecorded."""

    def write_storage(self, tab: str, key: str, value: str | None) -> None:
        """Writes (None removes) in the tab's localStorage, past the probes and unrecorded."""

    def address(self, tab: str) -> str:
        """The address that the tab shows now."""

    def arm_clock(self, tab: str, *, armed: bool) -> None:
        """Lets virtual time run in the tab, or lets it flow really again."""

    def hide(self, tab: str) -> None:
        """Lets the page see itself as hidden; a script does it."""

    def open_gate(self, name: str) -> None:
        """Lets go who is parked at the page gate, or the next to come."""

    def close_tab(self, tab: str) -> None:
        """Closes the tab as a person would, with its last words."""

    def screenshot(self, tab: str) -> bytes | None:
        """A PNG of the tab, None where none can be had."""

    def bearer(self) -> str:
        """The last bearer token that a page of the room sent to its own origin; kept in memory
        only.
        """

    def state(self) -> Mapping[str, object]:
        """Cookies, storage and IndexedDB, for a later room to begin with."""

    def play(self, fault: Fault) -> None:
        """Adds a fault to the room's routes."""

    def close(self) -> None:
        """Ends the room and its tabs."""


class Driver(Protocol):
    """One browser. What it can honour is in `capabilities`."""

    @property
    def capabilities(self) -> frozenset[Capability]:
        """ROUTES, THROTTLE, CLOCK as far as this browser has them."""

    @property
    def version(self) -> str:
        """The browser's name and version."""

    def open_room(self, plan: RoomPlan) -> Room:
        """Opens an isolated context in which `plan` holds."""

    def strain(self) -> Strain | None:
        """How long the pages that are there ran, and waited for a processor, so far; None where
        that cannot be known.
        """

    def now(self) -> float:
        """Seconds, which may run ahead where nothing can happen any more."""

    def pump(self, limit_ms: float) -> None:
        """Lets the browser move and its events arrive; returns after at most `limit_ms`, earlier
        when something arrived.
        """

    def catch_up(self) -> None:
        """Returns when what the open tabs have told by now is in the log; soon also where a tab
        does not answer.
        """

    def set_link(self, link: Link) -> None:
        """Sets the link of all tabs, present and future, from the first byte on."""

    def set_cpu(self, slowdown: float) -> None:
        """Slows all tabs by the factor."""

    def unhindered(self) -> AbstractContextManager[None]:
        """Takes link and CPU back to normal for as long as the block lasts."""

    def calm(self) -> None:
        """Takes link and CPU back to normal, and plays no fault in any room any more."""
