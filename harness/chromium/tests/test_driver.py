"""Both drivers keep one contract: the same story is told by the same events."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from harness.browser.driver import PlaywrightDriver
from harness.browser.tests.site import Handler, Site
from harness.chromium.driver import ChromiumDriver, Tower
from harness.chromium.tests.played import LONG_S, Opened
from harness.model.event import Event
from harness.model.strain import Strain
from harness.model.word import Topology
from harness.profile.load import load_profile
from harness.profile.locator import Locator
from harness.profile.step import Step
from harness.stage.driver import Driver, Room, RoomPlan, Visa
from harness.stage.log import EventLog
from harness.stage.settle import Settler

pytestmark = pytest.mark.browser

STARVED = Strain(1.0, 9.0)

STARTER = """
<main data-screen=starting><label>Name <input></label>
<button>Start</button> <output></output></main>
<script>
  let count = 0;
  document.querySelector('button').onclick = async () => {
    document.querySelector('output').textContent = String(count += 1);
    if (count > 1) return;
    const tab = open('about:blank');
    localStorage.setItem('interview:init:7', '{"version": 2}');
    await (await fetch('/api/interview/session/7')).json();
    tab.location.href = '/interview/7';
  };
</script>"""
RUNNER = """
<main data-screen=loading><p role=status>Looking</p></main>
<script>
  localStorage.getItem('interview:init:7');
  fetch('/api/interview/session/8').then((it) => it.text()).then(() =>
    setTimeout(() => navigator.sendBeacon('/api/telemetry', '{}'), 0));
</script>"""


@dataclass
class Teller:
    """A driver, and what it has recorded."""

    driver: Driver
    room: Room
    log: EventLog

    def until(self, done: Callable[[list[Event]], bool]) -> None:
        settler = Settler(
            self.driver, self.log, load_profile("mock").rules(base_url="http://127.0.0.1")
        )
        for _ in range(int(LONG_S)):
            if settler.until(lambda it: done(list(it)), since=0, limit_ms=1_000):
                return
        raise AssertionError([f"{it.actor} {it.kind} {it.what}" for it in self.log.since(0)])

    def until_told(self, what: str, actor: str, count: int = 1) -> None:
        self.until(lambda all: sum(it.what == what and it.actor == actor for it in all) >= count)


@pytest.fixture
def tellers(
    chromium: Any,  # noqa: ANN401 - the browser library's, which only harness.browser knows
    tower: Tower,
    site: Site,
) -> Iterator[list[Teller]]:
    """One of each driver, in the same plan."""
    plan = RoomPlan(site.origin, "", load_profile("mock"), Visa(storage={"auth:uid": "ann"}))
    made: list[Teller] = []
    for kind in ("playwright", "chromium"):
        log = EventLog()
        driver: Any = (
            PlaywrightDriver(chromium, chromium.new_context, log, None, {}, lambda: None)
            if kind == "playwright"
            else ChromiumDriver(tower, log)
        )
        made.append(Teller(driver, driver.open_room(plan), log))
    yield made
    for it in made:
        it.room.close()


def story(it: Teller, origin: str) -> list[object]:
    """A person's afternoon; what the driver answered on the way."""
    room, button = it.room, Locator(role="button", name="Start")
    tab = room.new_tab()
    room.goto(tab, f"{origin}/org")
    room.do(tab, Step(wait=button), {})
    said: list[object] = [tab, room.address(tab), room.sees(tab, button)]
    room.do(tab, Step(fill=Locator(label="Name"), value="{who}"), {"who": "Ada"})
    room.double_click(tab, button)
    it.until_told("document", "tab-2", 3)
    it.until_told("request", "tab-2", 4)
    said += [room.tabs(), room.address("tab-2"), room.texts(tab, "output")]
    said += [room.read_storage("tab-2", "interview:init:7")]
    shot = room.screenshot("tab-2")
    said += [shot is not None and shot.startswith(b"\x89PNG")]
    room.reload("tab-2")
    it.until_told("request", "tab-2", 8)
    room.close_tab("tab-2")
    it.until_told("closed", "tab-2")
    room.goto(tab, f"{origin}/missing")
    it.until_told("document", tab, 4)
    room.history(tab, -1)
    it.until_told("document", tab, 6)
    room.open_from(tab, f"{origin}/interview/9", Topology.NOOPENER)
    it.until_told("request", "tab-3", 4)
    said += [room.tabs(), room.address(tab)]
    return said


def facts(log: EventLog) -> Counter[str]:
    """What each actor did, but for how time passed, which each driver has its own way with, and for
    the last words of a page that is left, which may be lost with it.
    """
    keys = ("url", "status", "method", "role", "key", "name", "target")
    return Counter(
        f"{it.actor} {it.kind} {it.what} {[it.detail.get(key) for key in keys if key in it.detail]}"
        for it in log.since(0)
        if it.what not in ("clock", "navigate", "hidden")
    )


def test_both_drivers_tell_one_story(tellers: list[Teller], site: Site) -> None:
    site.page("/org", STARTER)
    for runner in ("/interview/7", "/interview/9"):
        site.page(runner, RUNNER)

    def payload(it: Handler) -> None:
        it.answer(200, "{}", X_Request_Id="r1")

    for path in ("/api/interview/session/7", "/api/interview/session/8", "/api/telemetry"):
        site.answers[path] = payload
    one, other = tellers

    assert story(one, site.origin) == story(other, site.origin)

    told, also = facts(one.log), facts(other.log)
    assert (list(told - also), list(also - told)) == ([], [])


def test_it_names_the_browser(tower: Tower) -> None:
    assert ChromiumDriver(tower, EventLog()).version.partition("/")[0] in (
        "HeadlessChrome",
        "Chrome",
    )


@pytest.mark.parametrize(("frozen", "seen"), [(True, None), (False, STARVED)])
def test_where_time_is_frozen_nothing_is_late_for_want_of_a_processor(
    opened: Callable[..., Opened],
    monkeypatch: pytest.MonkeyPatch,
    frozen: bool,
    seen: Strain | None,
) -> None:
    monkeypatch.setattr("harness.chromium.driver.pages_strain", lambda: STARVED)

    assert opened(virtual_time=frozen).driver.strain() == seen
