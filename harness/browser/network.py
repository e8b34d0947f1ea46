"""The one owner of the network's conditions and of the processor's speed, in every tab.

    Target.setAutoAttach {waitForDebuggerOnStart}
      └─ each target, old or new: conditions set ─▶ its own targets attached ─▶ let run

New targets wait until their conditions stand, so popups (noopener too) and workers have them from
their first byte. While nothing is set nothing is attached, and it costs nothing. Playwright's own
`set_offline` does nothing beside it.
"""

import logging
import threading
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from typing import Any

from harness.browser.cdp import CdpClient, CdpRefused
from harness.conditions.wire import Link
from harness.errors import BrowserLost

log = logging.getLogger(__name__)

FREE = Link()
WAIT_S = 5.0
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

    def _apply(self, conditions: Conditions) -> None:
        with self._lock:
            self._conditions = conditions
            present = dict(self._sessions)
        for session, kind in present.items():
            self._await(self._set(session, kind))
        if conditions.are_plain:
            self._let_go()
        elif not self._is_attached:
            self._is_attached = True
            self._cdp.call("Target.setAutoAttach", _auto_attach(on=True))
        self._cdp.settle()

    def _let_go(self) -> None:
        if not self._is_attached:
            return
        self._is_attached = False
        self._cdp.call("Target.setAutoAttach", _auto_attach(on=False))
        self._cdp.settle()
        with self._lock:
            self._sessions = {}

    def _attached(self, params: dict[str, Any], _parent: str | None) -> None:
        session, target = str(params["sessionId"]), params["targetInfo"]
        kind = str(target["type"])
        if not self._is_ours(target):
            self._await([self._run(session)])
            self._cdp.call("Target.detachFromTarget", {"sessionId": session})
            return
        with self._lock:
            self._sessions[session] = kind
        pending = self._set(session, kind)
        if kind in PAGES:
            pending.append(self._cdp.send("Target.setAutoAttach", _auto_attach(on=True), session))
        # Sent last, so that nothing of the target runs before its conditions stand.
        pending.append(self._run(session))
        self._await(pending)

    def _detached(self, params: dict[str, Any], _parent: str | None) -> None:
        with self._lock:
            self._sessions.pop(str(params["sessionId"]), None)

    def _is_ours(self, target: dict[str, Any]) -> bool:
        known = str(target.get("browserContextId", ""))
        return target["type"] in NETWORKED and self._context_id in ("", known)

    def _run(self, session: str) -> Future[dict[str, Any]]:
        return self._cdp.send("Runtime.runIfWaitingForDebugger", {}, session)

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

    def _await(self, pending: list[Future[dict[str, Any]]]) -> None:
        for future in pending:
            try:
                future.result(WAIT_S)
            except CdpRefused as error:
                # The target ended meanwhile, or (an iframe) has no such command.
                log.debug("a target refused its conditions: %s", error)
            except FutureTimeout as error:
                raise BrowserLost(f"A tab did not take its conditions in {WAIT_S:g} s.") from error


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
