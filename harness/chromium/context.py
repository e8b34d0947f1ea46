"""One isolated context of the leaner driver: each tab is set up before it runs, and what happens in
it is told.

    attached (paused at its start) ─▶ bindings, scripts, network, gates ─▶ let run
    binding, network, paused request ─▶ events in the log, what is in flight, who waits where

All of this runs in the thread of the browser's events. `lock` stands around what others read.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from harness.browser.cdp import CdpClient
from harness.browser.telling import Telling
from harness.chromium.names import gate_of, is_document
from harness.chromium.scripts import GO, PASS, RAW, first_script
from harness.chromium.tab import ENDLESS, Paused, Session, Tab, Waiting
from harness.stage.driver import RoomPlan
from harness.stage.log import EventLog

# Whether a tab is held at a gate of that name when it comes there.
Holds = Callable[[str, str], bool]
_STAGES = ("Request", "Response")
_TYPES = ("Document", "XHR", "Fetch")


@dataclass(eq=False, slots=True)
class Navigation:
    """A main frame's request for a document, one hop, and the head of its answer."""

    url: str
    redirected_from: "Navigation | None" = None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a document's answer."""

    url: str
    status: int
    headers: dict[str, str]
    from_service_worker: bool


class Context:
    """What the browser tells of one context. `holds` is asked of each gate that a tab comes to."""

    def __init__(
        self,
        cdp: CdpClient,
        plan: RoomPlan,
        log: EventLog,
        holds: Holds,
        name_tab: Callable[[], str],
    ) -> None:
        self.id = str(cdp.call("Target.createBrowserContext")["browserContextId"])
        self.lock = threading.RLock()
        self.tabs: dict[str, Tab] = {}
        self.plan = plan
        origins = tuple(it for it in (plan.origin, plan.other_origin) if it)
        self.telling = Telling(log, plan.profile, (*origins, *plan.profile.hosts.own))
        self._cdp = cdp
        self._holds = holds
        self._name_tab = name_tab
        self._script = first_script(plan)
        self._navigations: dict[str, Navigation] = {}

    def attached(self, session: str, target: dict[str, Any]) -> None:
        """A new tab stands at its start: sets it up, and lets it run."""
        tab = Tab(self._name_tab(), session, str(target["targetId"]), str(target["url"]))
        with self.lock:
            self.tabs[session] = tab
        to = Session(self._cdp, session)
        script = {"source": self._script, "runImmediately": True}
        tab.setting_up = [
            to.send("Page.enable"),
            to.send("Network.enable", {"maxTotalBufferSize": 0, "maxPostDataSize": 65_536}),
            to.send("Runtime.enable"),
            to.send("Runtime.addBinding", {"name": RAW}),
            to.send("Page.addScriptToEvaluateOnNewDocument", script),
            to.send("Fetch.enable", {"patterns": self._patterns()}),
            to.send("Runtime.runIfWaitingForDebugger"),
        ]
        self.telling.documents.appeared(tab.name)

    def gone(self, session: str) -> None:
        """The tab is closed, or its process has ended."""
        with self.lock:
            tab = self.tabs[session]
            tab.is_closed = True
            tab.flying.clear()
            tab.paused.clear()
            tab.waiting.clear()
        self.telling.closed(tab.name)

    def bound(self, tab: Tab, payload: str) -> None:
        """A page calls the binding (bindings.js says what it may say)."""
        kind, rest = payload[:1], payload[1:]
        if kind == "p":
            self.telling.told(tab.name, rest)
            return
        number, _, name = rest.partition(" ")
        if kind != "g" or not number.isdigit():
            return
        if not self._holds(tab.name, name):
            self.go(tab, int(number))
            return
        with self.lock:
            tab.waiting[int(number)] = Waiting(int(number), name)

    def go(self, tab: Tab, number: int) -> None:
        """Lets go what waits in the tab under this number."""
        with self.lock:
            tab.waiting.pop(number, None)
        Session(self._cdp, tab.session).send("Runtime.evaluate", {"expression": f"{GO}({number})"})

    def pass_time(self, tab: Tab) -> None:
        """Lets the tab's next timer come."""
        Session(self._cdp, tab.session).send("Runtime.evaluate", {"expression": f"{PASS}()"})

    def paused(self, tab: Tab, params: dict[str, Any]) -> None:
        """The browser holds a request: it goes on at once, unless a gate is for it."""
        request = str(params["requestId"])
        gate = gate_of(params, tab.target, self.telling, self.plan.profile)

        def go() -> None:
            with self.lock:
                tab.paused.pop(request, None)
            said = {"requestId": request, **self._headers(params)}
            Session(self._cdp, tab.session).send("Fetch.continueRequest", said)

        if not gate or not self._holds(tab.name, gate):
            go()
            return
        held = Paused(
            request,
            str(params.get("networkId", request)),
            gate,
            is_document(params, tab.target),
            go,
        )
        with self.lock:
            tab.paused[request] = held

    def requested(self, tab: Tab, params: dict[str, Any]) -> None:
        """A request is on its way; a redirect's next hop has the same name."""
        name, url = str(params["requestId"]), str(params["request"]["url"])
        is_own = params.get("type") == "Document" and params.get("frameId") == tab.target
        with self.lock:
            if params.get("type") not in ENDLESS:
                tab.flying.add(name)
            if is_own:
                tab.document = name
        if is_own:
            before = self._navigations.get(name) if "redirectResponse" in params else None
            asked = self._navigations[name] = Navigation(url, before)
            self.telling.documents.requested(asked, tab.name)

    def responded(self, params: dict[str, Any]) -> None:
        """The head of an answer is there."""
        navigation = self._navigations.get(str(params["requestId"]))
        if navigation is None:
            return
        head = params["response"]
        headers = {str(it).lower(): str(value) for it, value in head["headers"].items()}
        worker = bool(head.get("fromServiceWorker"))
        answer = Head(str(head["url"]), int(head["status"]), headers, worker)
        self.telling.documents.responded(navigation, answer)

    def arrived(self, tab: Tab, params: dict[str, Any]) -> None:
        """A request has ended, well or not."""
        name = str(params["requestId"])
        with self.lock:
            tab.flying.discard(name)
            for it in [key for key, held in tab.paused.items() if held.network == name]:
                del tab.paused[it]
        navigation = self._navigations.pop(name, None)
        if navigation is not None and "errorText" in params:
            navigation.failure = str(params["errorText"])
            self.telling.documents.failed(navigation)

    def navigated(self, tab: Tab, params: dict[str, Any]) -> None:
        """The tab shows another document; what waited in the one before is gone."""
        frame = params["frame"]
        if frame["id"] == tab.target:
            with self.lock:
                tab.url = str(frame["url"]) + str(frame.get("urlFragment", ""))
                tab.waiting.clear()

    def parsed(self, tab: Tab) -> None:
        """The tab's document is read to its end, whether or not the network has said so: of the
        first one in a process, that may be lost.
        """
        with self.lock:
            tab.flying.discard(tab.document)

    def moved(self, tab: Tab, params: dict[str, Any]) -> None:
        """The tab's document has another address."""
        if params["frameId"] == tab.target:
            with self.lock:
                tab.url = str(params["url"])

    def open_tabs(self) -> Sequence[Tab]:
        """The tabs that are there, oldest first."""
        with self.lock:
            return [it for it in self.tabs.values() if not it.is_closed]

    def _patterns(self) -> list[dict[str, str]]:
        if self.plan.secret_headers:
            return [{"requestStage": it} for it in _STAGES]
        return [{"resourceType": it, "requestStage": stage} for it in _TYPES for stage in _STAGES]

    def _headers(self, params: dict[str, Any]) -> dict[str, object]:
        """The target's secret headers, for its own origin and on the way out alone."""
        secrets, request = self.plan.secret_headers, params["request"]
        is_back = "responseStatusCode" in params or "responseErrorReason" in params
        if not secrets or is_back or not f"{request['url']}/".startswith(f"{self.plan.origin}/"):
            return {}
        headers = {**request["headers"], **secrets}
        return {"headers": [{"name": it, "value": value} for it, value in headers.items()]}
