"""Faults played in the browser act on their role, as often as they were asked to."""

import random
import re
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from playwright.sync_api import BrowserContext, Error

from harness.browser.routes import Playing, Routes, quietly
from harness.browser.telling import PLAYED
from harness.conditions.wire import Fault
from harness.errors import Unsupported
from harness.model.word import Role
from harness.profile.load import load_profile

ORIGIN = "http://app.test"


@dataclass
class FakeRequest:
    """A request as far as a route looks at it."""

    url: str
    method: str = "GET"
    resource_type: str = "fetch"
    post_data: str | None = None

    def is_navigation_request(self) -> bool:
        """Whether it is a document's."""
        return self.resource_type == "document"


@dataclass
class FakeRoute:
    """Notes what became of it."""

    done: list[str] = field(default_factory=list)

    def fallback(self) -> None:
        """It went on."""
        self.done.append("on")

    def continue_(self, *, url: str) -> None:
        """It was sent elsewhere."""
        self.done.append(url)

    def abort(self, reason: str = "failed") -> None:
        """It was cut."""
        self.done.append(reason)

    def fulfill(self, *, status: int, headers: dict[str, str], body: str) -> None:
        """It was answered."""
        self.done.append(f"{status} {headers['content-type']} {body} {headers[PLAYED]}")


class FakeContext:
    """Keeps the one handler that is registered."""

    def __init__(self) -> None:
        self.handlers: list[Any] = []

    def route(self, _pattern: str, handler: Any) -> None:  # noqa: ANN401 - any callable
        """Keeps it."""
        self.handlers.append(handler)


@dataclass
class Browser:
    """Routes on a fake context."""

    context: FakeContext
    routes: Routes
    told: list[str]

    def ask(self, url: str = f"{ORIGIN}/api/interview/session/x", **parts: str) -> list[str]:
        """What becomes of a request."""
        route = FakeRoute()
        [handler] = self.context.handlers
        handler(route, FakeRequest(url, **parts))
        return route.done


@pytest.fixture
def browser() -> Browser:
    """Routes for the mock's profile."""
    context = FakeContext()
    profile = load_profile("mock")
    owns = lambda url: str(url).startswith(ORIGIN)  # noqa: E731 - one line
    told: list[str] = []

    def tell(name: str, request: Any, role: Role) -> None:  # noqa: ANN401 - a stand-in's
        told.append(f"{name or 'none'} {role} {request.url}")

    return Browser(context, Routes(cast("BrowserContext", context), profile, owns, tell), told)


def test_nothing_is_routed_before_there_is_a_fault(browser: Browser) -> None:
    assert browser.context.handlers == []
    browser.routes.play(Fault(Role.SESSION, status=500))
    browser.routes.play(Fault(Role.SESSION, status=501))
    assert len(browser.context.handlers) == 1


def test_a_fault_acts_on_its_role_alone(browser: Browser) -> None:
    browser.routes.play(Fault(Role.SESSION, status=500))
    assert browser.ask() == ["500 application/problem+json {} played-1"]
    assert browser.ask(f"{ORIGIN}/interview/x", resource_type="document") == ["on"]
    assert browser.ask("http://other.test/api/interview/session/x") == ["on"]


def test_an_answer_that_is_played_is_told_under_its_name(browser: Browser) -> None:
    browser.routes.play(Fault(Role.SESSION, status=500, times=1))
    browser.ask()
    browser.ask()
    assert browser.told == [f"played-1 session {ORIGIN}/api/interview/session/x"]


@pytest.mark.parametrize("how", ["hang", "reset", "offline"])
def test_what_gets_no_answer_is_told_too(browser: Browser, how: str) -> None:
    browser.routes.play(Fault(Role.ASSET, times=1, **{how: True}))  # type: ignore[arg-type] # by name
    browser.ask()
    browser.ask(f"{ORIGIN}/a.js", resource_type="script")
    browser.ask(f"{ORIGIN}/b.js", resource_type="script")
    assert browser.told == [f"none asset {ORIGIN}/a.js"]


def test_a_fault_skips_and_counts(browser: Browser) -> None:
    browser.routes.play(Fault(Role.SESSION, reset=True, skip=1, times=1))
    assert [browser.ask() for _ in range(3)] == [["on"], ["connectionreset"], ["on"]]


@pytest.mark.parametrize(
    ("fault", "done"),
    [
        (Fault(Role.SESSION, offline=True), ["internetdisconnected"]),
        (Fault(Role.SESSION, hang=True), []),
        (Fault(Role.SESSION, delay_ms=60_000), []),
    ],
)
def test_each_way_to_go_wrong(browser: Browser, fault: Fault, done: list[str]) -> None:
    browser.routes.play(fault)
    assert browser.ask() == done


def test_what_stalls_is_answered_from_elsewhere_under_its_name(browser: Browser) -> None:
    browser.routes.play(Fault(Role.SESSION, stall=True, times=1))

    [where] = browser.ask()
    browser.routes.release()

    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/played-1", where)
    assert browser.told == [f"played-1 session {ORIGIN}/api/interview/session/x"]


def test_what_is_asked_by_https_cannot_be_made_to_stall() -> None:
    profile = load_profile("mock")
    context = cast("BrowserContext", FakeContext())
    routes = Routes(context, profile, lambda _: True, lambda *_: None, by_http=False)

    with pytest.raises(Unsupported, match="stalls, over https needs"):
        routes.play(Fault(Role.SESSION, stall=True))


def test_what_is_held_goes_on_when_its_time_has_come(browser: Browser) -> None:
    browser.routes.play(Fault(Role.SESSION, delay_ms=0.001, times=1))
    done = browser.ask()
    for _ in range(10_000):
        browser.routes.due()
        if done:
            break
    assert done == ["on"]


def test_what_is_held_is_let_go_at_the_end(browser: Browser) -> None:
    browser.routes.play(Fault(Role.SESSION, hang=True, times=1))
    browser.routes.play(Fault(Role.SESSION, delay_ms=60_000))
    held = [browser.ask(), browser.ask()]
    browser.routes.calm()
    assert browser.ask() == ["on"]
    browser.routes.release()
    assert held == [["failed"], ["failed"]]


def test_dice_are_thrown_the_same_way_each_time() -> None:
    def acts(seed: int) -> list[bool]:
        playing = Playing(Fault(Role.SESSION, reset=True, probability=0.5), random.Random(seed))
        return [playing.applies() for _ in range(20)]

    assert acts(1) == acts(1)
    assert True in acts(1)
    assert False in acts(1)


def test_a_page_that_is_gone_needs_it_no_more() -> None:
    def gone() -> None:
        raise Error("Target page, context or browser has been closed")

    quietly(gone)
