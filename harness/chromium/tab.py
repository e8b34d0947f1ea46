"""One tab of the leaner driver: its session, what is in flight in it, and what waits in it."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field

from harness.browser.cdp import CdpClient, Reply

# What has no end of its own, or none that the tab tells (border.py knows of beacons).
ENDLESS = frozenset({"EventSource", "WebSocket", "Ping", "Media"})


@dataclass(slots=True)
class Waiting:
    """A page that waits at a gate of its own."""

    number: int
    name: str


@dataclass(slots=True)
class Paused:
    """A request that the browser holds, before it is sent or before its answer is given on."""

    request: str
    network: str
    gate: str
    is_document: bool
    go: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Flight:
    """A request on its way, and the load that it belongs to."""

    url: str
    loader: str


@dataclass(slots=True)
class Tab:
    """What is known of a tab. Changed under the room's lock, most of it by the thread of the
    browser's events; its properties may be read without, being one moment's copy. `leaving` is the
    load that a person has left by reloading, while it was shown.
    """

    name: str
    session: str
    target: str
    url: str = ""
    flying: dict[str, Flight] = field(default_factory=dict)
    paused: dict[str, Paused] = field(default_factory=dict)
    waiting: dict[int, Waiting] = field(default_factory=dict)
    setting_up: list[Future[Reply]] = field(default_factory=list)
    document: str = ""
    loader: str = ""
    is_closed: bool = False
    is_crashed: bool = False
    closing: bool = False
    leaving: str | None = None

    @property
    def is_ready(self) -> bool:
        """Whether it is set up, so that nothing of it goes unseen."""
        return bool(self.setting_up) and all(it.done() for it in self.setting_up)

    @property
    def is_held(self) -> bool:
        """Whether a navigation of it is held: it cannot be asked anything then."""
        return any(it.is_document for it in list(self.paused.values()))

    @property
    def is_leaving(self) -> bool:
        """Whether a person has closed or reloaded it, and nothing has come of it yet."""
        if self.is_closed or self.is_crashed:
            return False
        return self.closing or (self.leaving == self.loader and not self.is_held)

    @property
    def is_deaf(self) -> bool:
        """Whether it would not answer: its navigation is held, or its process is gone."""
        return self.is_held or self.is_closed or self.is_crashed

    @property
    def unheld(self) -> tuple[Flight, ...]:
        """Its requests that are on their way, and not held by us."""
        held = {it.network for it in list(self.paused.values())}
        return tuple(it for name, it in list(self.flying.items()) if name not in held)

    def asking(self, url: str) -> tuple[str, ...]:
        """The names of its requests for this address, on their way."""
        return tuple(name for name, it in list(self.flying.items()) if it.url == url)

    def end(self) -> None:
        """Nothing of it is on its way any more, or waits."""
        for it in (self.flying, self.paused, self.waiting):
            it.clear()


class Session:
    """Sends to one tab."""

    def __init__(self, cdp: CdpClient, session: str) -> None:
        self._cdp = cdp
        self._session = session

    def send(self, method: str, params: Mapping[str, object] | None = None) -> Future[Reply]:
        """Sends a command, and does not wait."""
        return self._cdp.send(method, params, self._session)

    def call(
        self, method: str, params: Mapping[str, object] | None = None, *, timeout_s: float = 10
    ) -> Reply:
        """Sends a command, and waits for its result; raises CdpRefused, BrowserLost."""
        return self._cdp.call(method, params, self._session, timeout_s=timeout_s)

    def evaluate(self, expression: str, *, timeout_s: float = 10) -> object:
        """The value of an expression, or of the promise that it is; raises CdpRefused where it
        throws.
        """
        asked = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        reply = self.call("Runtime.evaluate", asked, timeout_s=timeout_s)
        return value_of(reply)


def value_of(reply: Reply) -> object:
    """What `Runtime.evaluate` answered; None for what threw."""
    if "exceptionDetails" in reply:
        return None
    return reply.get("result", {}).get("value")
