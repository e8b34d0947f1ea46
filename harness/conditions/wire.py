"""What a condition may ask for: the one owner of network, storage, auth, CPU and server faults.

A condition only says what it wants; the wire chooses the mechanism. On the mock, server faults go
through its control
plane; on any other target the same fault is played by a route in the browser. Everything that is
asked for before the first tab opens holds from that tab's first byte, in popups too.
"""

from dataclasses import dataclass
from typing import Protocol

from harness.model.word import Capability, Role


@dataclass(frozen=True, slots=True)
class Link:
    """A network link, in the units of DevTools: kbit/s each way, added ms per request. 0 kbit/s is
    unlimited.
    """

    down_kbps: float = 0
    up_kbps: float = 0
    latency_ms: float = 0
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to the requests of one role.

    Exactly one effect: `status` (answered without the handler), `reset`, `hang`, `stall` (the
    answer begins and does not go on), `delay_ms`, `offline` (fails in the browser, as without a
    network), or `body` with status (a wrong answer).
    `times` None means always; `skip` lets the first n through. `probability` with `seed` makes it
    random but repeatable.
    """

    role: Role
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    reset: bool = False
    hang: bool = False
    stall: bool = False
    offline: bool = False
    delay_ms: float = 0
    times: int | None = None
    skip: int = 0
    probability: float = 1.0
    seed: int = 0

    @property
    def is_cut(self) -> bool:
        """Whether a request gets no answer at all."""
        return self.hang or self.reset or self.offline


@dataclass(frozen=True, slots=True)
class StorageRule:
    """What happens to `localStorage` in every tab.

    `entry`: 'as-is', 'empty' (removed before the app reads), 'corrupt' (no JSON), 'foreign'
    (another id's payload), 'wrong-shape', 'old' (an earlier build's payload). `access`: 'open',
    'throws' (SecurityError, as when blocked), 'entries-throw' (only where an entry is touched),
    'full' (filled to its real quota). `late_reads` n: the first n reads do not see the entry's
    write yet. `lost_writes` n: the first n writes of an entry in each document come to nothing.
    """

    entry: str = "as-is"
    access: str = "open"
    late_reads: int = 0
    lost_writes: int = 0


@dataclass(frozen=True, slots=True)
class AuthRule:
    """Who the tab is: `late_ms` holds back what auth asks the server; `token` 'valid', 'expired'
    (refreshed when asked), 'unnoticed' (expired, and the browser does not know it), or 'revoked'
    (refresh is refused); `visitor` '' keeps the session's own, else the name of a
    visitor ('nobody', 'stranger')."""

    late_ms: float = 0
    token: str = "valid"
    visitor: str = ""


class Wire(Protocol):
    """The one owner of what lies between page and server. Implementers undo everything at the end
    of the scenario.
    """

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the target and the browser together can honour."""

    def link(self, link: Link) -> None:
        """Sets the link of every tab, present and future; asked again, it replaces (offline, then
        back).
        """

    def fault(self, fault: Fault) -> None:
        """Adds a fault; several compose in the order in which they were added, the first that
        applies acts.
        """

    def storage(self, rule: StorageRule) -> None:
        """Sets what happens to storage in every document from now on."""

    def auth(self, rule: AuthRule) -> None:
        """Sets who the next tab is signed in as."""

    def cpu(self, slowdown: float) -> None:
        """Slows the CPU of every tab by a factor of at least 1."""

    def popups(self, *, blocked: bool) -> None:
        """Makes `window.open` return null (emulated by script)."""

    def runner_host(self, which: str) -> None:
        """'same' or 'other': whether the tab is sent on to the runner on another host of the same
        app.
        """

    def stale_worker(self) -> None:
        """Installs a service worker that answers navigations with an old runner."""

    def lift(self) -> None:
        """Takes link, CPU and faults away again (back online, the server well); what belongs to a
        room from its first byte stays.
        """
