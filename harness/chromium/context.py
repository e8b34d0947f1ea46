"""One isolated context of the leaner driver: each tab is set up before it runs, and what happens in
it is told.

    attached (paused at its start) ─▶ bindings, scripts, network, gates ─▶ let run
    binding, network, paused request ─▶ events in the log, what is in flight, who waits where

All of this runs in the thread of the browser's events. `lock` stands around what others read.
"""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from harness.browser.cdp import CdpClient, Reply
from harness.browser.telling import Telling
from harness.chromium.claims import Claim, Claims
from harness.chromium.names import gate_of, is_document
from harness.chromium.scripts import GO, PASS, RAW, first_script
from harness.chromium.tab import ENDLESS, Flight, Paused, Session, Tab, Waiting
from harness.stage.driver import RoomPlan
from harness.stage.log import EventLog

# Whether a tab is held at a gate of that name when it comes there.
Holds = Callable[[str, str], bool]
_STAGES = ("Request", "Response")
_TYPES = ("Document", "XHR", "Fetch")
_UNLIMITED = {"downloadThroughput": -1, "uploadThroughput": -1}


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
        self.answered: set[str] = set()
        self.plan = plan
        origins = tuple(it for it in (plan.origin, plan.other_origin) if it)
        self.telling = Telling(log, plan.profile, (*origins, *plan.profile.hosts.own))
        self._cdp = cdp
        self._holds = holds
        self._name_tab = name_tab
        self._script = first_script(plan)
        self._navigations: dict[str, Navigation] = {}
        self._workers: list[str] = []
        self._claims = Claims(cdp, self.open_tabs)
        self._is_offline = False
        self._passes: Counter[str] = Counter()

    def attached(self, session: str, target: dict[str, Any]) -> None:
        """A new tab stands at its start: sets it up, and lets it run."""
        url = str(target["url"]) or "about:blank"
        tab = Tab(self._name_tab(), session, str(target["targetId"]), url)
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
            to.send("Fetch.enable", {"patterns": _patterns()}),
            *self._link_of(session),
            to.send("Runtime.runIfWaitingForDebugger"),
        ]
        self.telling.documents.appeared(tab.name)

    def attached_worker(self, session: str) -> None:
        """A service worker stands at its start: what it asks comes to the gates as well."""
        to = Session(self._cdp, session)
        to.send("Fetch.enable", {"patterns": _patterns()})
        self._workers.append(session)
        self._link_of(session)
        to.send("Runtime.runIfWaitingForDebugger")

    def gone(self, session: str) -> None:
        """The tab is closed, or a worker has ended."""
        with self.lock:
            tab = self.tabs.get(session)
            if tab is None:
                return
            tab.is_closed = True
            tab.end()
        self._claims.look()
        self.telling.closed(tab.name)

    def crashed(self, tab: Tab) -> None:
        """The tab's process has ended; the tab is there, and does nothing any more."""
        with self.lock:
            tab.is_crashed = True
            tab.end()
        self._claims.look()
        self.telling.crashed(tab.name)

    def asked(self, tab: Tab, params: dict[str, Any]) -> None:
        """The page asks its user something, and waits: whether to stay is answered with no, as all
        else is.
        """
        leaves = params.get("type") == "beforeunload"
        Session(self._cdp, tab.session).send("Page.handleJavaScriptDialog", {"accept": leaves})

    def bound(self, tab: Tab, payload: str) -> None:
        """A page calls the binding (bindings.js says what it may say)."""
        kind, rest = payload[:1], payload[1:]
        if kind == "p":
            self.telling.told(tab.name, rest)
            return
        number, _, name = rest.partition(" ")
        if kind != "g" or not number.isdigit():
            return
        if not self._holds(tab.name, name) or self._passes_now(name):
            self.go(tab, int(number))
            return
        with self.lock:
            tab.waiting[int(number)] = Waiting(int(number), name)

    def open_gate(self, name: str) -> None:
        """Lets one pass the page gate: who waits there, else the next to come."""
        with self.lock:
            waiting = [(tab, it) for tab in self.open_tabs() for it in tab.waiting.values()]
            found = next(((tab, it.number) for tab, it in waiting if it.name == name), None)
            if found is None:
                self._passes[name] += 1
        if found is not None:
            self.go(*found)

    def _passes_now(self, name: str) -> bool:
        with self.lock:
            passes = self._passes[name] > 0
            self._passes[name] -= passes
            return passes

    def go(self, tab: Tab, number: int) -> None:
        """Lets go what waits in the tab under this number."""
        with self.lock:
            tab.waiting.pop(number, None)
        Session(self._cdp, tab.session).send("Runtime.evaluate", {"expression": f"{GO}({number})"})

    def pass_time(self, tab: Tab) -> None:
        """Lets the tab's next timer come."""
        Session(self._cdp, tab.session).send("Runtime.evaluate", {"expression": f"{PASS}()"})

    def close(self, tab: Tab) -> None:
        """Closes the tab, as a person does."""
        tab.closing = True
        self._cdp.send("Target.closeTarget", {"targetId": tab.target})

    def reload(self, tab: Tab) -> None:
        """Reloads the tab, as a person does."""
        tab.leaving = tab.loader
        Session(self._cdp, tab.session).send("Page.reload")

    def set_link(self, *, is_offline: bool) -> None:
        """Takes the link of all tabs away, those to come as well, or gives it back."""
        self._is_offline = is_offline
        for tab in self.open_tabs():
            tab.setting_up += [self._emulate(tab.session)]
        for it in self._workers:
            self._emulate(it)

    def _link_of(self, session: str) -> list[Future[Reply]]:
        return [self._emulate(session)] if self._is_offline else []

    def _emulate(self, session: str) -> Future[Reply]:
        asked = {"offline": self._is_offline, "latency": 0, **_UNLIMITED}
        return Session(self._cdp, session).send("Network.emulateNetworkConditions", asked)

    def paused(self, tab: Tab, params: dict[str, Any]) -> None:
        """The browser holds a request: it goes on at once, unless a gate is for it. An answer's
        head says which one of the server's it is, before a page can know.
        """
        pair_header = self.plan.profile.pair_header.lower()
        for it in params.get("responseHeaders", ()):
            if it["name"].lower() == pair_header:
                self.answered.add(str(it["value"]))
        gate = gate_of(params, tab.target, self.telling, self.plan.profile)
        name = str(params.get("networkId", params["requestId"]))
        self._hold(tab, tab.session, gate, name, params)

    def paused_in_worker(self, session: str, params: dict[str, Any]) -> None:
        """The browser holds what a service worker asks: that is the request of the tab that waits
        for the same address, of which the browser holds nothing itself.
        """
        request = str(params["requestId"])

        def found(claim: Claim | None) -> None:
            if claim is None:
                Session(self._cdp, session).send("Fetch.continueRequest", {"requestId": request})
                return
            tab, name = claim
            gate = gate_of(params, tab.target, self.telling, self.plan.profile)
            self._hold(tab, session, gate, name, params)

        self._claims.seek(str(params["request"]["url"]), request, found)

    def _hold(self, tab: Tab, session: str, gate: str, name: str, params: dict[str, Any]) -> None:
        request = str(params["requestId"])

        def go() -> None:
            with self.lock:
                tab.paused.pop(request, None)
            Session(self._cdp, session).send("Fetch.continueRequest", {"requestId": request})

        if not gate or not self._holds(tab.name, gate):
            go()
            return
        held = Paused(request, name, gate, is_document(params, tab.target), go)
        with self.lock:
            tab.paused[request] = held
        if held.is_document:
            self._claims.look()

    def requested(self, tab: Tab, params: dict[str, Any]) -> None:
        """A request is on its way; a redirect's next hop has the same name."""
        name, url = str(params["requestId"]), str(params["request"]["url"])
        is_own = params.get("type") == "Document" and params.get("frameId") == tab.target
        with self.lock:
            if params.get("type") not in ENDLESS:
                tab.flying[name] = Flight(url, str(params.get("loaderId", "")))
            if is_own:
                tab.document = name
        if is_own:
            before = self._navigations.get(name) if "redirectResponse" in params else None
            asked = self._navigations[name] = Navigation(url, before)
            self.telling.documents.requested(asked, tab.name)
        self._claims.look()

    def responded(self, tab: Tab, params: dict[str, Any]) -> None:
        """The head of an answer is there. For what `fetch` asked that is the end: its body may
        never be read (measured: then no end is told), and who reads it says so itself (clock.js).
        """
        name = str(params["requestId"])
        if params.get("type") == "Fetch":
            with self.lock:
                tab.flying.pop(name, None)
        navigation = self._navigations.get(name)
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
            tab.flying.pop(name, None)
            for it in [key for key, held in tab.paused.items() if held.network == name]:
                del tab.paused[it]
        navigation = self._navigations.pop(name, None)
        if navigation is not None and "errorText" in params:
            navigation.failure = str(params["errorText"])
            self.telling.documents.failed(navigation)

    def navigated(self, tab: Tab, params: dict[str, Any]) -> None:
        """The tab shows another document; what waited in the one before is gone, and what was on
        its way for it is not told any more. What of that was held goes on, should it still be sent.
        """
        frame = params["frame"]
        if frame["id"] != tab.target:
            return
        loader = str(frame.get("loaderId", ""))
        with self.lock:
            tab.url = str(frame["url"]) + str(frame.get("urlFragment", ""))
            tab.loader = loader
            tab.waiting.clear()
            stays = {"", loader}
            known = tab.flying.items()
            tab.flying = {
                name: it for name, it in known if name == tab.document or it.loader in stays
            }
            left = [it for it in tab.paused.values() if it.network not in tab.flying]
        for held in left:
            held.go()

    def parsed(self, tab: Tab) -> None:
        """The tab's document is read to its end, whether or not the network has said so: of the
        first one in a process, that may be lost.
        """
        with self.lock:
            tab.flying.pop(tab.document, None)

    def moved(self, tab: Tab, params: dict[str, Any]) -> None:
        """The tab's document has another address."""
        if params["frameId"] == tab.target:
            with self.lock:
                tab.url = str(params["url"])

    def open_tabs(self) -> Sequence[Tab]:
        """The tabs that are there, oldest first."""
        with self.lock:
            return [it for it in self.tabs.values() if not it.is_closed]


def _patterns() -> list[dict[str, str]]:
    return [{"resourceType": it, "requestStage": stage} for it in _TYPES for stage in _STAGES]
