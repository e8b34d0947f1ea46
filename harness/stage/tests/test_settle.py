"""The one place that waits ends at a final screen, or at the deadline, and never later."""

from contextlib import AbstractContextManager, nullcontext

import pytest

from harness.conditions.wire import Link
from harness.model.event import Event, Json, Phase
from harness.model.rules import Rules
from harness.model.strain import Strain
from harness.model.word import Capability
from harness.stage.driver import Room, RoomPlan
from harness.stage.log import EventLog
from harness.stage.settle import GRACE_MS, KEEPS_MS, Settler

RULES = Rules(deadline_ms=1_000)


class Browser:
    """A driver whose pump moves a clock, and lets the next of the planned events arrive."""

    def __init__(self, log: EventLog, planned: list[tuple[str, dict[str, Json]]]) -> None:
        self.log = log
        self.planned = planned
        self.now_s = 0.0
        self.capabilities: frozenset[Capability] = frozenset()
        self.version = "none"

    def strain(self) -> Strain | None:
        return None

    def now(self) -> float:
        return self.now_s

    def pump(self, limit_ms: float) -> None:
        self.now_s += limit_ms / 1_000
        if self.planned:
            what, detail = self.planned.pop(0)
            kind = Phase.BEGIN if what == "document" else Phase.INFO
            self.log.add("tab-1", kind, what, detail, clock="tab-1/1", at_ms=1)

    def open_room(self, plan: RoomPlan) -> Room:
        raise AssertionError(plan)

    def set_link(self, link: Link) -> None:
        raise AssertionError(link)

    def set_cpu(self, slowdown: float) -> None:
        raise AssertionError(slowdown)

    def unhindered(self) -> AbstractContextManager[None]:
        return nullcontext()

    def catch_up(self) -> None: ...

    def calm(self) -> None:
        """Nothing was set."""


def settle(planned: list[tuple[str, dict[str, Json]]], *, begins: str = "") -> tuple[bool, Browser]:
    log = EventLog()
    browser = Browser(log, planned)
    settler = Settler(browser, log, RULES, now=lambda: browser.now_s)
    return settler.settle("tab-1", since=0, begins=begins), browser


def test_a_final_screen_ends_the_wait() -> None:
    ended, browser = settle([("screen", {"screen": "loading"}), ("screen", {"screen": "error"})])

    assert ended
    assert browser.now_s * 1_000 < RULES.deadline_ms


def test_a_load_that_never_ends_is_waited_for_to_its_deadline_and_a_little_longer() -> None:
    ended, browser = settle([("screen", {"screen": "loading"})])

    assert not ended
    assert RULES.deadline_ms <= browser.now_s * 1_000 <= RULES.deadline_ms + 2 * GRACE_MS
    assert any(it.what == "waited" for it in browser.log.since(0))


def test_a_closed_tab_ends_the_wait() -> None:
    ended, browser = settle([("closed", {})])

    assert ended
    assert browser.now_s < 1


def test_what_the_document_before_still_shows_is_not_this_load_s_end() -> None:
    late: tuple[str, dict[str, Json]] = ("screen", {"screen": "ready"})
    fresh: tuple[str, dict[str, Json]] = ("screen", {"screen": "error"})

    ended, browser = settle([late, ("document", {}), fresh], begins="document")

    assert ended
    assert browser.planned == []


def test_a_page_within_the_same_document_is_waited_for_as_one_of_its_own() -> None:
    late: tuple[str, dict[str, Json]] = ("screen", {"screen": "ready"})
    moved: dict[str, Json] = {"url": "http://a.test/interview/x", "from": "http://a.test/"}
    fresh: tuple[str, dict[str, Json]] = ("screen", {"screen": "error"})

    ended, browser = settle([late, ("route", moved), fresh], begins="document")

    assert ended
    assert browser.planned == []


def test_the_time_of_the_document_before_is_not_this_load_s() -> None:
    log = EventLog()
    fresh: tuple[str, dict[str, Json]] = ("screen", {"screen": "error"})
    browser = Browser(log, [("document", {}), fresh])
    log.add("tab-1", Phase.INFO, "clock", {}, clock="tab-1/0", at_ms=60_000)

    ended = Settler(browser, log, RULES, now=lambda: browser.now_s).settle(
        "tab-1", since=0, begins="document"
    )

    assert ended


BUSY: tuple[str, dict[str, Json]] = ("clock", {})
WRITES: tuple[str, dict[str, Json]] = ("storage.write", {"key": "k", "role": "entry"})


def quiet(role: str, status: int, planned: list[tuple[str, dict[str, Json]]]) -> Browser:
    """The browser after the wait for what follows a call of that role, answered so."""
    log = EventLog()
    for phase, more in ((Phase.BEGIN, {}), (Phase.OK, {"status": status})):
        log.add("tab-1", phase, "request", {"id": "r", "role": role, **more}, clock="tab-1/1")
    browser = Browser(log, planned)
    Settler(browser, log, RULES, now=lambda: browser.now_s).quiet("tab-1", since=0)
    return browser


def arrived(browser: Browser) -> list[Event]:
    return [it for it in browser.log.since(0) if it.what.startswith("storage.")]


@pytest.mark.parametrize("role", ["answer", "end"])
def test_what_a_busy_page_keeps_of_an_acknowledged_call_is_waited_for(role: str) -> None:
    browser = quiet(role, 200, [*[BUSY] * 8, WRITES])

    assert len(arrived(browser)) == 1
    assert browser.now_s * 1_000 < KEEPS_MS / 2


def test_an_entry_that_was_only_read_is_not_kept_yet() -> None:
    reads: tuple[str, dict[str, Json]] = ("storage.read", {"key": "k", "role": "entry"})

    browser = quiet("answer", 200, [BUSY, BUSY, reads, *[BUSY] * 8, WRITES])

    assert len(arrived(browser)) == 2


def test_a_page_that_keeps_nothing_is_not_waited_for_longer_than_that() -> None:
    browser = quiet("answer", 200, [])

    assert KEEPS_MS <= browser.now_s * 1_000 <= KEEPS_MS + 200


@pytest.mark.parametrize(("role", "status"), [("answer", 503), ("data", 200)])
def test_what_is_not_to_be_kept_is_not_waited_for(role: str, status: int) -> None:
    assert quiet(role, status, []).now_s * 1_000 <= 200


def test_no_wait_is_longer_than_it_was_asked_for() -> None:
    log = EventLog()
    browser = Browser(log, [])

    Settler(browser, log, RULES, now=lambda: browser.now_s).linger(15)

    assert browser.now_s == pytest.approx(0.015)


def test_a_look_that_costs_is_taken_seldom() -> None:
    log, looks = EventLog(), list[float]()
    browser = Browser(log, [("request", {})] * 40)
    settler = Settler(browser, log, RULES, now=lambda: browser.now_s)

    def look() -> bool:
        looks.append(browser.now_s)
        return len(looks) == 3

    seen = settler.seldom(look)

    assert settler.until(lambda _: seen(), since=0, limit_ms=10_000)
    assert looks == pytest.approx([0.2, 0.4, 0.6], abs=0.051)
