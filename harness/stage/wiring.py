"""The stage's wire: collects what conditions ask for, and hands each part to whoever owns it.

link, cpu      -> the driver, at once (one owner of all network conditions)
fault          -> the mock's control plane where there is one, else the room's routes
storage, auth, popups, hosts, worker -> the plan of the room, so before its first tab opens
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from harness.conditions.wire import AuthRule, Fault, Link, StorageRule
from harness.errors import Unsupported, UsageError, Withheld
from harness.model.word import Capability, Role
from harness.stage.driver import Driver

# What is faulty here may have made a session all the same.
STARTS = (Role.CREATE, Role.START)


class ServerFaults(Protocol):
    """Whoever can play a fault in the server itself."""

    def can_play(self, fault: Fault) -> bool:
        """Whether the server can tell the fault's requests from others, and play it."""

    def add(self, fault: Fault) -> None:
        """Adds the fault; the earlier one acts first."""

    def clear(self) -> None:
        """Takes all faults away."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for so far that a room's plan must hold."""

    storage: StorageRule = field(default_factory=StorageRule)
    auth: AuthRule = field(default_factory=AuthRule)
    routes: tuple[Fault, ...] = ()
    faults: tuple[Fault, ...] = ()
    popups_blocked: bool = False
    runner_host: str = "same"
    stale_worker: bool = False


class StageWire:
    """The wire of one scenario; `close` undoes all of it."""

    def __init__(
        self,
        driver: Driver,
        capabilities: frozenset[Capability],
        server: ServerFaults | None,
        changed: Callable[[Fault], None],
        *,
        is_production: bool = False,
    ) -> None:
        self._driver = driver
        self._capabilities = capabilities
        self._server = server
        self._changed = changed
        self._is_production = is_production
        self._room_open = False
        self._storage = StorageRule()
        self._auth = AuthRule()
        self._routes: list[Fault] = []
        self._faults: list[Fault] = []
        self._popups_blocked = False
        self._runner_host = "same"
        self._stale_worker = False

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What target and browser together can honour."""
        return self._capabilities

    @property
    def asked(self) -> Asked:
        """All that was asked for, for the plan of a room."""
        return Asked(
            self._storage,
            self._auth,
            tuple(self._routes),
            tuple(self._faults),
            self._popups_blocked,
            self._runner_host,
            self._stale_worker,
        )

    def room_opened(self) -> None:
        """From now on, what belongs to a room's plan comes too late."""
        self._room_open = True

    def link(self, link: Link) -> None:
        """Sets the link of every tab, present and future."""
        self._need("a link", Capability.THROTTLE)
        self._driver.set_link(link)

    def fault(self, fault: Fault) -> None:
        """Adds a fault, in the server where that can be done, else in the browser; raises Withheld
        in production where it may leave a session of which nobody learns the id.
        """
        if self._is_production and fault.role in STARTS:
            raise Withheld(f"A fault of {fault.role} requests")
        self._faults.append(fault)
        if self._server is not None and self._server.can_play(fault):
            self._server.add(fault)
            return
        self._need(f"a fault of {fault.role} requests", Capability.ROUTES)
        self._routes.append(fault)
        self._changed(fault)

    def storage(self, rule: StorageRule) -> None:
        """Sets what happens to storage; rules of two conditions merge where they do not touch."""
        self._before("storage")
        old = self._storage
        self._storage = StorageRule(
            entry=rule.entry if rule.entry != "as-is" else old.entry,
            access=rule.access if rule.access != "open" else old.access,
            late_reads=rule.late_reads or old.late_reads,
            lost_writes=rule.lost_writes or old.lost_writes,
        )

    def auth(self, rule: AuthRule) -> None:
        """Sets who the next tab is signed in as."""
        self._before("auth")
        old = self._auth
        self._auth = AuthRule(
            late_ms=rule.late_ms or old.late_ms,
            token=rule.token if rule.token != "valid" else old.token,
            visitor=rule.visitor or old.visitor,
        )

    def cpu(self, slowdown: float) -> None:
        """Slows the CPU of every tab."""
        self._need("a slow CPU", Capability.THROTTLE)
        self._driver.set_cpu(slowdown)

    def popups(self, *, blocked: bool) -> None:
        """Makes `window.open` return null."""
        self._before("popups")
        self._popups_blocked = blocked

    def runner_host(self, which: str) -> None:
        """Sends the tab on to the runner on the 'same' or the 'other' host."""
        self._before("runner_host")
        self._runner_host = which

    def stale_worker(self) -> None:
        """Lets a service worker answer navigations with an old runner."""
        self._before("stale_worker")
        self._stale_worker = True

    def lift(self) -> None:
        """Takes link, CPU and faults away again."""
        self._faults.clear()
        self._routes.clear()
        self._driver.calm()
        if self._server is not None:
            self._server.clear()

    def close(self) -> None:
        """Takes everything away again."""
        self.lift()

    def _need(self, what: str, capability: Capability) -> None:
        if capability not in self._capabilities:
            raise Unsupported(what, [capability])

    def _before(self, what: str) -> None:
        if self._room_open:
            raise UsageError(f"{what}() was asked for after the first tab opened; ask before.")
