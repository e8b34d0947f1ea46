"""A service worker's request finds its tab, whichever of the two is told of first."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, cast

import pytest

from harness.browser.cdp import CdpClient, Reply
from harness.chromium.claims import Claim, Claims
from harness.chromium.context import Context
from harness.chromium.tab import Flight, Paused, Tab
from harness.profile.load import load_profile
from harness.stage.driver import RoomPlan, Visa
from harness.stage.log import EventLog

ORIGIN = "http://app.test"
URL = f"{ORIGIN}/api/interview/session/7"


class Browser:
    """Notes what is sent; a tab answers when a test has it answer, and is heard a while later."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.asked: dict[str, Future[Reply]] = {}
        self.unheard: list[Callable[[], None]] = []

    def send(self, method: str, _params: object = None, session: str = "") -> Future[Reply]:
        self.sent.append((method, session))
        future = Future[Reply]()
        if method == "Runtime.evaluate":
            self.asked[session] = future
        return future

    def call(self, _method: str) -> Reply:
        return {"browserContextId": "context"}

    def later(self, run: Callable[[], None]) -> None:
        self.unheard.append(run)

    def answers(self, session: str) -> None:
        self.asked[session].set_result({})

    def hears(self) -> None:
        while self.unheard:
            self.unheard.pop(0)()


class Worker:
    """Two tabs, and what became of the requests that a worker has made for them."""

    def __init__(self) -> None:
        self.browser = Browser()
        self.tabs = [Tab(it, it, it) for it in ("tab-1", "tab-2")]
        self.claims = Claims(cast("CdpClient", self.browser), lambda: self.tabs)
        self.found: dict[str, str] = {}

    def asks(self, request: str = "r1", url: str = URL) -> None:
        def found(claim: Claim | None) -> None:
            self.found[request] = f"{claim[0].name} {claim[1]}" if claim else "nobody's"

        self.claims.seek(url, request, found)

    def tab_asks(self, name: str, *, tab: int = 0) -> None:
        self.tabs[tab].flying[name] = Flight(URL, "")
        self.claims.look()


@pytest.fixture
def worker() -> Worker:
    return Worker()


def test_what_a_tab_has_told_of_is_known_at_once(worker: Worker) -> None:
    worker.tab_asks("n1")

    worker.asks()

    assert worker.found == {"r1": "tab-1 n1"}
    assert worker.browser.sent == [], "nobody needs to be asked"


def test_a_tab_may_tell_of_it_later_than_the_worker(worker: Worker) -> None:
    worker.asks()
    assert worker.found == {}

    worker.tab_asks("n1", tab=1)

    assert worker.found == {"r1": "tab-2 n1"}


def test_what_no_tab_has_told_of_before_it_answered_is_the_workers_own(worker: Worker) -> None:
    worker.asks()

    worker.browser.answers("tab-1")
    worker.browser.hears()
    assert worker.found == {}, "the other one has not answered"
    worker.browser.answers("tab-2")
    assert worker.found == {}, "what came before its answer was not dealt with"
    worker.browser.hears()
    assert worker.found == {"r1": "nobody's"}


def test_what_came_before_the_last_answer_counts(worker: Worker) -> None:
    worker.asks()
    for it in ("tab-1", "tab-2"):
        worker.browser.answers(it)

    worker.tab_asks("n1")
    worker.browser.hears()

    assert worker.found == {"r1": "tab-1 n1"}


@pytest.mark.parametrize("way", ["closed", "held"])
def test_who_will_not_answer_is_not_waited_for(worker: Worker, way: str) -> None:
    worker.asks()
    worker.browser.answers("tab-1")
    worker.browser.hears()

    if way == "closed":
        worker.tabs[1].is_closed = True
    else:
        worker.tabs[1].paused["d"] = Paused("d", "d", "document.request", True, lambda: None)
    worker.claims.look()

    assert worker.found == {"r1": "nobody's"}


def test_two_requests_of_one_address_are_two_and_keep_their_names(worker: Worker) -> None:
    worker.tab_asks("n1")
    worker.tab_asks("n2")

    for request in ("r1", "r2", "r2", "r1"):
        worker.asks(request)

    assert worker.found == {"r1": "tab-1 n1", "r2": "tab-1 n2"}


def test_what_a_worker_asks_once_more_for_a_tab_is_that_tabs(worker: Worker) -> None:
    worker.tab_asks("n1")
    worker.asks("r1")

    worker.asks("r2")
    for it in ("tab-1", "tab-2"):
        worker.browser.answers(it)
    worker.browser.hears()

    assert worker.found == {"r1": "tab-1 n1", "r2": "tab-1 n1"}


def paused(context: Context, session: str = "worker") -> None:
    request = {"url": URL, "method": "GET"}
    context.paused_in_worker(session, {"requestId": "r1", "request": request})


def requested(context: Context, tab: Tab) -> None:
    told: dict[str, Any] = {"requestId": "n1", "request": {"url": URL}, "type": "Fetch"}
    context.requested(tab, told)


@pytest.mark.parametrize("first", ["the tab", "the worker"])
def test_a_request_is_held_at_its_gate_whoever_is_told_of_first(first: str) -> None:
    browser = Browser()
    plan = RoomPlan(ORIGIN, "", load_profile("mock"), Visa())
    cdp = cast("CdpClient", browser)
    context = Context(cdp, plan, EventLog(), lambda _, it: it == "session.request", lambda: "tab-1")
    tab = context.tabs["tab-1"] = Tab("tab-1", "tab-1", "tab-1")

    if first == "the tab":
        requested(context, tab)
        paused(context)
    else:
        paused(context)
        requested(context, tab)

    assert [(it.gate, it.network) for it in tab.paused.values()] == [("session.request", "n1")]
    assert "Fetch.continueRequest" not in [method for method, _ in browser.sent]
    tab.paused["r1"].go()
    assert browser.sent[-1] == ("Fetch.continueRequest", "worker")
