"""The one owner of the network's conditions and of the processor's speed, in every tab.

    Target.setAutoAttach {waitForDebuggerOnStart}
      └─ each target, old or new: conditions set ─▶ its own targets attached ─▶ let run
    Fetch.enable {documents}
      └─ each document's request: held until the targets known by then have their conditions

So popups (noopener too) and workers have their conditions from the first byte. Waiting at the start
is not enough: whichever client says first that a target may run, it runs, and Playwright is a
client as well. While nothing is set nothing is attached, and it costs nothing. Playwright's own
`set_offline` does nothing beside it.
"""

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from harness.browser.cdp import CdpClient
from harness.conditions.wire import Link
from harness.errors import BrowserLost

log = logging.getLogger(__name__)

FREE = Link()
WAIT_S = 1.0
PAGES = frozenset({"page", "iframe"})
# What has requests of its own; a tab ("tab") or the browser itself has none.
NETWORKED = PAGES | {"worker", "shared_worker", "service_worker"}


@dataclass(frozen=True, slots=True)
class Conditions:
    """What holds in every target: the link, and by what factor the processor is slower."""

    link: Link = FREE
    slowdown: float = 1.0

    @property
    def are_plain(self) -> bool:
        """Whether there is nothing to set."""
        return self.link == FREE and self.slowdown == 1.0


class NetworkOwner:
    """Sets conditions on every target of one browser context, or of all when `context_id` is ''.

    `context_id` is one of `browser_contexts()`. What is asked holds when the call returns, in
    open tabs as in later ones.
    """

    def __init__(self, cdp: CdpClient, *, context_id: str = "") -> None:
        self._cdp = cdp
        self._context_id = context_id
        self._conditions = Conditions()
        self._lock = threading.Lock()
        self._sessions: dict[str, str] = {}
        self._is_attached = False
        cdp.on("Target.attachedToTarget", self._attached)
        cdp.on("Target.detachedFromTarget", self._detached)
        cdp.on("Fetch.requestPaused", self._paused)

    @property
    def conditions(self) -> Conditions:
        """What holds now."""
        return self._conditions

    def set_link(self, link: Link) -> None:
        """Gives every tab this link from now on; `Link()` is an unlimited one."""
        self._apply(Conditions(link, self._conditions.slowdown))

    def set_cpu(self, slowdown: float) -> None:
        """Slows every tab's processor by this factor; 1 is its own speed."""
        self._apply(Conditions(self._conditions.link, slowdown))

    def clear(self) -> None:
        """Takes everything back and lets go of every target."""
        self._apply(Conditions())

    @contextmanager
    def unhindered(self) -> Iterator[None]:
        """Takes everything away for as long as the block lasts."""
        conditions = self._conditions
        if conditions.are_plain:
            yield
            return
        self._apply(Conditions())
        try:
            yield
        finally:
            self._apply(conditions)

    def _apply(self, conditions: Conditions) -> None:
        with self._lock:
            self._conditions = conditions
            present = dict(self._sessions)
        _await([it for session, kind in present.items() for it in self._set(session, kind)])
        if conditions.are_plain:
            self._let_go()
        elif not self._is_attached:
            self._is_attached = True
            self._cdp.call("Fetch.enable", {"patterns": [{"resourceType": "Document"}]})
            self._cdp.call("Target.setAutoAttach", _auto_attach(on=True))
        # Commands are dealt with in order: an answer to the last means that all are.
        self._cdp.call("Browser.getVersion")
        self._cdp.settle()

    def _let_go(self) -> None:
        if not self._is_attached:
            return
        self._is_attached = False
        self._cdp.call("Target.setAutoAttach", _auto_attach(on=False))
        self._cdp.call("Fetch.disable")
        self._cdp.settle()
        with self._lock:
            self._sessions = {}

    def _attached(self, params: dict[str, Any], _parent: str | None) -> None:
        session, target = str(params["sessionId"]), params["targetInfo"]
        kind = str(target["type"])
        if not self._is_ours(target):
            self._run(session)
            self._cdp.call("Target.detachFromTarget", {"sessionId": session})
            return
        with self._lock:
            self._sessions[session] = kind
        # Nothing is awaited: a renderer may answer only after its document, which waits for this.
        self._set(session, kind)
        if kind in PAGES:
            self._cdp.send("Target.setAutoAttach", _auto_attach(on=True), session)
        self._run(session)

    def _paused(self, params: dict[str, Any], session: str | None) -> None:
        """Lets a document's request go. Events are dealt with in order, and so are commands: the
        request's own target has its conditions by now.
        """
        self._cdp.send("Fetch.continueRequest", {"requestId": params["requestId"]}, session)

    def _detached(self, params: dict[str, Any], _parent: str | None) -> None:
        with self._lock:
            self._sessions.pop(str(params["sessionId"]), None)

    def _is_ours(self, target: dict[str, Any]) -> bool:
        known = str(target.get("browserContextId", ""))
        return target["type"] in NETWORKED and self._context_id in ("", known)

    def _run(self, session: str) -> None:
        self._cdp.send("Runtime.runIfWaitingForDebugger", {}, session)

    def _set(self, session: str, kind: str) -> list[Future[dict[str, Any]]]:
        conditions = self._conditions
        pending = [
            self._cdp.send("Network.enable", {"maxTotalBufferSize": 0}, session),
            self._cdp.send("Network.emulateNetworkConditions", _devtools(conditions.link), session),
        ]
        if kind in PAGES:
            rate = {"rate": conditions.slowdown}
            pending.append(self._cdp.send("Emulation.setCPUThrottlingRate", rate, session))
        return pending


def _await(pending: list[Future[dict[str, Any]]]) -> None:
    """Waits for the renderers to know; a tab whose navigation is held cannot answer, and need not:
    the link is the browser's own matter.
    """
    done, late = wait(pending, timeout=WAIT_S)
    for future in done:
        if isinstance(error := future.exception(), BrowserLost):
            raise error
    if late:
        log.debug("%d tabs did not confirm their conditions in %g s", len(late), WAIT_S)


def browser_contexts(cdp: CdpClient) -> frozenset[str]:
    """The ids of the browser contexts there are; what a new one adds is its id."""
    return frozenset(cdp.call("Target.getBrowserContexts")["browserContextIds"])


def _auto_attach(*, on: bool) -> dict[str, object]:
    return {"autoAttach": on, "waitForDebuggerOnStart": on, "flatten": True}


def _devtools(link: Link) -> dict[str, object]:
    """The link as DevTools takes it: bytes per second, -1 for unlimited."""
    return {
        "offline": link.offline,
        "latency": link.latency_ms,
        "downloadThroughput": _bytes_per_second(link.down_kbps),
        "uploadThroughput": _bytes_per_second(link.up_kbps),
    }


def _bytes_per_second(kbps: float) -> float:
    return kbps * 1000 / 8 if kbps > 0 else -1
