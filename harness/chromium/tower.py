"""Hands what a browser tells to the context that it is about; one a browser."""

import threading
from collections.abc import Callable, Mapping
from typing import Any

from harness.browser.cdp import CdpClient
from harness.chromium.border import Border
from harness.chromium.context import Context
from harness.chromium.tab import Tab

ATTACH_S = 30.0


class Tower:
    """The one listener of a browser's events. `proxy` is the `Border`'s."""

    def __init__(self, cdp: CdpClient, proxy: Mapping[str, str] | None = None) -> None:
        self.cdp = cdp
        self.border = Border(cdp, proxy)
        self._contexts: dict[str, Context] = {}
        self._sessions: dict[str, Context] = {}
        self._news = threading.Condition()
        self._count = 0
        for event, deal in self._deals().items():
            cdp.on(event, self._told(deal))
        cdp.on("Fetch.requestPaused", self._paused)
        cdp.on("Target.attachedToTarget", self._attached)
        cdp.on("Target.detachedFromTarget", self._detached)
        attach = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True}
        cdp.call("Target.setAutoAttach", attach, timeout_s=ATTACH_S)

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
            "Network.requestWillBeSent": lambda at, tab, it: at.requested(tab, it),
            "Network.responseReceived": lambda at, tab, it: at.responded(tab, it),
            "Network.loadingFinished": lambda at, tab, it: at.arrived(tab, it),
            "Network.loadingFailed": lambda at, tab, it: at.arrived(tab, it),
            "Page.frameNavigated": lambda at, tab, it: at.navigated(tab, it),
            "Page.domContentEventFired": lambda at, tab, _: at.parsed(tab),
            "Page.navigatedWithinDocument": lambda at, tab, it: at.moved(tab, it),
            "Page.javascriptDialogOpening": lambda at, tab, it: at.asked(tab, it),
            "Inspector.targetCrashed": lambda at, tab, _: at.crashed(tab),
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
        setups: dict[str, Callable[[Context], None]] = {
            "page": lambda at: at.attached(session, target),
            "service_worker": lambda at: at.attached_worker(session),
        }
        set_up = setups.get(target["type"])
        if context is None or set_up is None:
            self.cdp.send("Runtime.runIfWaitingForDebugger", {}, session)
        else:
            self._sessions[session] = context
            set_up(context)
        self._noticed()

    def _paused(self, params: dict[str, Any], session: str | None) -> None:
        context = self._sessions.get(session or "")
        if context is not None and session in context.tabs:
            context.paused(context.tabs[session], params)
        elif context is not None and session is not None:
            context.paused_in_worker(session, params)
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
