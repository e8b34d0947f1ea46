"""What a room does with a tab that nobody else sees."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from harness.browser.cdp import CdpClient
from harness.browser.driver import PlaywrightDriver
from harness.browser.room import PlaywrightRoom
from harness.browser.secrets import SecretHeaders
from harness.browser.tests.site import LONG_S, Handler, Site
from harness.conditions.wire import Fault
from harness.errors import NotObserved
from harness.model.event import Event, Phase
from harness.model.word import Role
from harness.profile.load import load_profile
from harness.profile.locator import Locator
from harness.profile.step import Step
from harness.stage.driver import RoomPlan, Visa
from harness.stage.log import EventLog
from harness.stage.settle import Settler

pytestmark = pytest.mark.browser

SECRET = {"x-door": "planted"}
Open = Callable[..., tuple[PlaywrightRoom, EventLog, PlaywrightDriver]]


@pytest.fixture
def room(chromium: Browser, debugging_port: int, site: Site) -> Iterator[Open]:
    """Opens a room on the site under a plan whose parts are given by name."""
    guard = SecretHeaders(CdpClient.connect(debugging_port), [site.origin], SECRET)
    rooms: list[PlaywrightRoom] = []

    def make(**parts: Any) -> tuple[PlaywrightRoom, EventLog, PlaywrightDriver]:  # noqa: ANN401 - of the plan
        log = EventLog()
        driver = PlaywrightDriver(
            chromium, chromium.new_context, log, None, {}, chromium.close, carries_secrets=True
        )
        plan: dict[str, Any] = {"origin": site.origin, "other_origin": "", "visa": Visa(), **parts}
        rooms.append(driver.open_playwright_room(RoomPlan(profile=load_profile("mock"), **plan)))
        return rooms[-1], log, driver

    yield make
    for it in rooms:
        it.close()
    guard.close()


def doors(site: Site, *paths: str) -> dict[str, str | None]:
    """Has the site note which secret it was told at each path."""
    told: dict[str, str | None] = {}

    def note(it: Handler) -> None:
        host = (it.headers["host"] or "").partition(":")[0]
        told[f"{host}{it.path}"] = it.headers["x-door"]
        it.answer(200, "<!doctype html><p>there</p>", "text/html")

    site.answers |= dict.fromkeys(paths, note)
    return told


def test_secret_headers_go_to_the_own_origin_only(room: Open, site: Site) -> None:
    told = doors(site, "/own", "/elsewhere", "/after", "/inside")
    elsewhere = site.origin.replace("127.0.0.1", "localhost")
    site.answers["/wall"] = lambda it: it.answer(302, "", Location=f"{elsewhere}/after")
    site.page("/start", f"<script>fetch('/own'); fetch('{elsewhere}/elsewhere')</script>")
    opened, log, driver = room(secret_headers=SECRET)
    tab = opened.new_tab()
    opened.goto(tab, f"{site.origin}/start")
    settler = Settler(driver, log, load_profile("mock").rules(base_url=site.origin))
    assert settler.until(lambda _: len(told) == 2, since=0, limit_ms=LONG_S * 1_000)
    assert told == {"127.0.0.1/own": "planted", "localhost/elsewhere": None}
    opened.goto(tab, f"{site.origin}/wall")
    assert opened.address(tab) == f"{elsewhere}/after"
    assert told["localhost/after"] is None, "a redirect took the secret to another origin"
    site.answers["/moved"] = lambda it: it.answer(302, "", Location="/inside")
    opened.goto(tab, f"{site.origin}/moved")
    assert told["127.0.0.1/inside"] == "planted", "a redirect within the origin lost the secret"


def test_a_dead_network_is_told_by_the_events(room: Open, site: Site) -> None:
    opened, log, driver = room(routes=(Fault(Role.DOCUMENT, offline=True),))
    tab = opened.new_tab()
    opened.goto(tab, f"{site.origin}/interview/x")

    def failures() -> list[Event]:
        return [it for it in log.since(0) if it.what == "document" and it.kind is Phase.FAIL]

    settler = Settler(driver, log, load_profile("mock").rules(base_url=site.origin))
    assert settler.until(lambda _: bool(failures()), since=0, limit_ms=LONG_S * 1_000)
    [failed] = failures()
    assert failed.actor == tab
    assert "INTERNET_DISCONNECTED" in failed.text("reason")


def test_what_is_not_there_cannot_be_done(room: Open, site: Site) -> None:
    opened, _, _ = room()
    tab = opened.new_tab()
    opened.goto(tab, site.page("/page", "<button>Stop</button>"))
    opened.do(tab, Step(click=Locator(role="button", name="Stop")), {})
    opened.context.set_default_timeout(200)
    with pytest.raises(NotObserved, match=r"Could not click .*Start.* in tab-1 at http"):
        opened.do(tab, Step(click=Locator(role="button", name="Start")), {})


def test_storage_is_really_read_and_written(room: Open, site: Site) -> None:
    opened, log, _ = room()
    tab = opened.new_tab()
    opened.goto(tab, site.page("/page", "here"))
    opened.write_storage(tab, "key", "value")
    assert opened.read_storage(tab, "key") == "value"
    opened.write_storage(tab, "key", None)
    assert opened.read_storage(tab, "key") is None
    assert not [it for it in log.since(0) if it.what.startswith("storage.") and it.text("key")]


def test_nobody_acts_before_the_pages_scripts_have_run(
    room: Open, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harness.browser.room.SCRIPTS_MS", LONG_S * 1_000)
    site.page("/page", "<button>Go</button><p></p><script type=module src=/late.js></script>")
    late = threading.Event()

    def script(it: Handler) -> None:
        late.wait(0.3)
        code = "document.querySelector('button').onclick = () => { document.title = 'gone' }"
        it.answer(200, code, "text/javascript")

    site.answers["/late.js"] = script
    opened, _, _ = room()
    tab = opened.new_tab()
    opened.goto(tab, f"{site.origin}/page")
    opened.do(tab, Step(click=Locator(role="button", name="Go")), {})
    assert opened._page(tab).title() == "gone"


def test_a_step_can_say_the_run(room: Open, site: Site) -> None:
    it, _, _ = room(run="r1")
    tab = it.new_tab()
    it.goto(tab, site.page("/", "<label>Note <input></label>"))

    it.do(tab, Step(fill=Locator(label="Note"), value="{name}, {run}"), {"name": "Ada"})

    assert it._page(tab).get_by_label("Note").input_value() == "Ada, r1"
