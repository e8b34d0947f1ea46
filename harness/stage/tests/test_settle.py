"""The one place that waits ends at a final screen, or at the deadline, and never later."""

from contextlib import AbstractContextManager, nullcontext

from harness.conditions.wire import Link
from harness.model.event import Json, Phase
from harness.model.rules import Rules
from harness.model.word import Capability
from harness.stage.driver import Room, RoomPlan
from harness.stage.log import EventLog
from harness.stage.settle import GRACE_MS, Settler

RULES = Rules(deadline_ms=1_000)


class Browser:
    """A driver whose pump moves a clock, and lets the next of the planned events arrive."""

    def __init__(self, log: EventLog, planned: list[tuple[str, dict[str, Json]]]) -> None:
        self.log = log
        self.planned = planned
        self.now_s = 0.0
        self.capabilities: frozenset[Capability] = frozenset()
        self.version = "none"

    def pump(self, limit_ms: float) -> None:
        self.now_s += limit_ms / 1_000
        if self.planned:
            what, detail = self.planned.pop(0)
            self.log.add("tab-1", Phase.INFO, what, detail, clock="tab-1/1", at_ms=1)

    def open_room(self, plan: RoomPlan) -> Room:
        raise AssertionError(plan)

    def set_link(self, link: Link) -> None:
        raise AssertionError(link)

    def set_cpu(self, slowdown: float) -> None:
        raise AssertionError(slowdown)

    def unhindered(self) -> AbstractContextManager[None]:
        return nullcontext()

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


def test_the_time_of_the_document_before_is_not_this_load_s() -> None:
    log = EventLog()
    fresh: tuple[str, dict[str, Json]] = ("screen", {"screen": "error"})
    browser = Browser(log, [("document", {}), fresh])
    log.add("tab-1", Phase.INFO, "clock", {}, clock="tab-1/0", at_ms=60_000)

    ended = Settler(browser, log, RULES, now=lambda: browser.now_s).settle(
        "tab-1", since=0, begins="document"
    )

    assert ended
