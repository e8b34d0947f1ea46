import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser

from harness.browser.driver import CALL_S, PlaywrightDriver
from harness.browser.tests.site import LONG_S, Handler, Site
from harness.conditions.wire import Link
from harness.errors import BrowserLost, Unsupported
from harness.model.word import Capability
from harness.profile.load import load_profile
from harness.stage.driver import Room, RoomPlan, Visa
from harness.stage.log import EventLog

pytestmark = pytest.mark.browser


class Owner:
    """Stands for who owns the network."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def set_link(self, link: Link) -> None:
        self.told.append(link)

    def set_cpu(self, slowdown: float) -> None:
        self.told.append(slowdown)

    def clear(self) -> None:
        self.told.append("clear")

    @contextmanager
    def unhindered(self) -> Iterator[None]:
        yield


def driver(chromium: Browser, owner: Owner | None = None) -> PlaywrightDriver:
    return PlaywrightDriver(
        chromium, chromium.new_context, EventLog(), owner, {}, lambda: None, carries_secrets=True
    )


def test_throttling_needs_somebody_who_does_it(chromium: Browser) -> None:
    bare, owned = driver(chromium), driver(chromium, Owner())

    assert Capability.THROTTLE not in bare.capabilities
    assert Capability.THROTTLE in owned.capabilities
    with pytest.raises(Unsupported, match="a slow CPU needs"):
        bare.set_cpu(4)


def test_what_was_never_touched_is_not_taken_back(chromium: Browser) -> None:
    owner = Owner()
    it = driver(chromium, owner)

    it.calm()
    it.set_cpu(4)
    it.calm()
    it.calm()

    assert owner.told == [4, "clear"]


def test_it_names_the_browser(chromium: Browser) -> None:
    assert driver(chromium).version == f"chromium {chromium.version}"


def test_a_room_begins_with_a_saved_state(chromium: Browser, site: Site) -> None:
    stored = {"name": "auth:uid", "value": "ann"}
    state = {"cookies": [], "origins": [{"origin": site.origin, "localStorage": [stored]}]}
    room = driver(chromium).open_room(
        RoomPlan(site.origin, "", load_profile("mock"), Visa(state=state))
    )
    tab = room.new_tab()
    room.goto(tab, site.page("/", "here"))

    assert room.read_storage(tab, "auth:uid") == "ann"
    room.close()


def test_a_room_begins_with_the_visas_cookies_on_its_own_site(
    chromium: Browser, site: Site
) -> None:
    room = driver(chromium).open_playwright_room(
        RoomPlan(site.origin, "", load_profile("mock"), Visa(cookies={"auth-user": "%7B%7D"}))
    )
    tab = room.new_tab()
    room.goto(tab, site.page("/deep/down", "here"))

    [page] = room.context.pages
    assert page.evaluate("document.cookie") == "auth-user=%7B%7D"
    [cookie] = room.context.cookies()
    assert (cookie["path"], cookie["sameSite"], cookie["secure"]) == ("/", "Lax", False)
    assert room.context.cookies(site.origin.replace("127.0.0.1", "localhost")) == []
    room.close()


def test_nothing_is_waited_for_in_a_browser_that_has_ended(
    chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = driver(chromium)
    monkeypatch.setattr(chromium, "is_connected", lambda: False)

    with pytest.raises(BrowserLost, match="ended in the middle"):
        it.pump(1)


def test_without_a_room_a_wait_takes_its_time_and_no_processor(chromium: Browser) -> None:
    it = driver(chromium)
    began, ran = time.monotonic(), time.process_time()

    it.pump(300)

    assert time.monotonic() - began >= 0.3
    assert time.process_time() - ran < 0.2


# The page tells something, works for a while, and tells something more, all in one task.
BUSY = """<script>
localStorage.setItem('begun', 'yes');
const until = performance.now() + 1_000;
while (performance.now() < until);
localStorage.setItem('done', 'yes');
</script>"""
# A request that is waited for in this way stops all else that the page could do.
STUCK = """<script>
const asked = new XMLHttpRequest();
asked.open('GET', '/held', false);
setTimeout(() => asked.send());
</script>"""


def shown(it: PlaywrightDriver, site: Site, html: str) -> Room:
    plan = RoomPlan(site.origin, "", load_profile("mock"), Visa(), virtual_time=False)
    room = it.open_room(plan)
    room.goto(room.new_tab(), site.page("/", html))
    return room


def written(it: PlaywrightDriver) -> list[str]:
    """The keys that a page has told that it wrote."""
    return [event.text("key") for event in it._log.since(0) if event.what == "storage.write"]


def pumped(it: PlaywrightDriver, done: Callable[[], bool]) -> bool:
    """Whether it came to be."""
    ends = time.monotonic() + LONG_S
    while not done() and time.monotonic() < ends:
        it.pump(100)
    return done()


def test_what_a_tab_did_before_is_told_when_it_was_heard_out(
    chromium: Browser, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harness.browser.driver.ECHO_MS", 20_000.0)
    it = driver(chromium)
    room = shown(it, site, BUSY)
    assert pumped(it, lambda: "begun" in written(it))

    it.catch_up()

    assert "done" in written(it)
    room.close()


def test_a_tab_that_does_not_answer_is_not_waited_for(chromium: Browser, site: Site) -> None:
    go, answered = threading.Event(), threading.Event()

    def held(request: Handler) -> None:
        go.wait(2 * CALL_S)
        answered.set()
        request.answer(200, "")

    site.answers["/held"] = held
    it = driver(chromium)
    stuck, well = shown(it, site, STUCK), shown(it, site, "here")
    assert pumped(it, lambda: "GET /held" in site.asked)

    it.catch_up()

    assert not answered.is_set()
    go.set()
    assert well.tabs() == ("tab-2",)
    stuck.close()
    well.close()


def test_without_a_tab_nobody_is_heard_out(chromium: Browser) -> None:
    driver(chromium).catch_up()
