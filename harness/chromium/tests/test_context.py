"""What a tab comes to: gates, popups, dialogs, crashes, ends; what a person does to it, and what of
its storage others see when.
"""

import threading
from collections.abc import Callable

import pytest

from harness.browser.tests.site import Handler, Site
from harness.chromium.tests.played import LONG_S, Opened
from harness.model.event import Phase

pytestmark = pytest.mark.browser

Open = Callable[..., Opened]
SESSION = "/api/interview/session/7"
RUNNER = "/interview/7"
VISIBLE = "storage.visible"
READ = "localStorage.getItem('it')"
HELD = {"gates": (VISIBLE,)}


def test_a_held_request_is_not_sent_and_a_held_answer_not_given_on(
    opened: Open, site: Site
) -> None:
    site.answers[SESSION] = lambda it: it.answer(200, '{"a": 1}')
    it = opened("session.*")
    it.visit(site.page("/", "here"))
    it.begin(f"fetch('{SESSION}').then((it) => {{ window.came = it.status }})")
    it.until_held("session.request")

    assert f"GET {SESSION}" not in site.asked
    it.let_go("session.request")
    it.until_held("session.answer")
    assert f"GET {SESSION}" in site.asked
    assert it.inside("window.came ?? null") is None
    it.let_go("session.answer")
    assert it.driver.until(lambda: it.inside("window.came ?? null") == 200)
    assert site.asked.count(f"GET {SESSION}") == 1, "it was not sent before it was let go"


def test_what_no_gate_is_for_goes_on(opened: Open, site: Site) -> None:
    site.answers["/other"] = lambda it: it.answer(200, "{}")
    it = opened("*")
    it.visit(site.page("/", "here"))

    assert it.inside("fetch('/other').then((it) => it.status)") == 200
    assert it.held() == []


def test_two_at_one_gate_are_told_apart(opened: Open, site: Site) -> None:
    site.answers[SESSION] = lambda it: it.answer(200, "{}")
    it = opened("session.request")
    it.visit(site.page("/", "here"))
    it.begin(f"for (const n of [1, 2]) fetch('{SESSION}').then(() => {{ window.last = n }})")
    it.until_held("session.request", "session.request")

    first, second = it.tab().paused.values()
    second.go()
    assert it.driver.until(lambda: it.inside("window.last") == 2)
    it.until_held("session.request")
    first.go()
    assert it.driver.until(lambda: it.inside("window.last") == 1)


def test_a_held_request_that_is_given_up_is_held_no_more(opened: Open, site: Site) -> None:
    it = opened("session.request")
    it.visit(site.page("/", "<script>window.ends = new AbortController()</script>"))
    it.begin(f"fetch('{SESSION}', {{ signal: ends.signal }}).catch(() => {{}})")
    it.until_held("session.request")

    it.inside("void ends.abort()")

    it.until_held()
    assert it.still() == {}


def test_a_page_waits_at_its_gate(opened: Open, site: Site) -> None:
    it = opened("before-write")
    it.visit(site.page("/", "here"))
    it.begin("__gate('before-write').then(() => { window.wrote = true })")
    it.begin("__gate('after-write').then(() => { window.went = true })")
    it.until_held("before-write")

    assert it.still() == {}
    assert it.inside("[window.wrote ?? null, window.went]") == [None, True]
    it.let_go("before-write")
    it.still()
    assert it.inside("window.wrote") is True


def test_a_gate_can_be_opened_before_anybody_comes(opened: Open, site: Site) -> None:
    it = opened("write")
    it.visit(site.page("/", "here"))
    it.room.open_gate("write")
    it.begin("for (const n of [1, 2]) __gate('write').then(() => { window.last = n })")

    it.until_held("write")
    it.still()
    assert it.inside("window.last") == 1
    it.room.open_gate("write")
    assert it.driver.until(lambda: it.inside("window.last") == 2)


def test_who_goes_away_waits_no_more(opened: Open, site: Site) -> None:
    site.answers[SESSION] = lambda it: it.answer(200, "{}")
    it = opened("write", "session.request")
    it.visit(site.page("/", "here"))
    it.begin(f"__gate('write'); fetch('{SESSION}').catch(() => {{}})")
    it.until_held("session.request", "write")

    it.room.goto("tab-1", site.page("/next", "there"))

    it.until_held()
    assert it.still() == {}


POPUPS = {
    "to an address": f"window.open('{RUNNER}')",
    "without an opener": f"window.open('{RUNNER}', '_blank', 'noopener')",
    "that is empty and sent on": f"window.open('about:blank').location.href = '{RUNNER}'",
    "a link": (
        "const a = document.body.appendChild(document.createElement('a'));"
        f"Object.assign(a, {{ target: '_blank', href: '{RUNNER}' }}).click()"
    ),
}


@pytest.mark.parametrize("name", POPUPS)
def test_a_popup_is_set_up_before_its_first_byte(opened: Open, site: Site, name: str) -> None:
    it = opened("document.request")
    it.visit(site.page("/", "here"))
    site.page(RUNNER, "<script>localStorage.setItem('auth:uid', 'ann')</script>")
    it.begin(POPUPS[name])
    assert it.driver.until(lambda: it.room.tabs() == ("tab-1", "tab-2"), LONG_S)

    it.until_held("document.request", tab="tab-2")
    assert it.still() == {}
    assert f"GET {RUNNER}" not in site.asked
    it.let_go("document.request", "tab-2")
    begun = it.until_told("document", actor="tab-2", url=site.origin + RUNNER)
    assert begun.kind is Phase.BEGIN
    it.until_told("storage.write", actor="tab-2")
    it.still()
    [came] = [at for at in it.log.since(0) if at.what == "document" and at.kind is Phase.OK][1:]
    assert (came.actor, came.detail["status"]) == ("tab-2", 200)


def test_a_popup_that_its_opener_closes_waits_no_more(opened: Open, site: Site) -> None:
    it = opened("document.request", "popup")
    it.visit(site.page("/", "here"))
    site.page("/blank", "<script>__gate('popup')</script>")
    it.begin(f"window.one = open('{RUNNER}'); window.two = open('/blank')")
    assert it.driver.until(lambda: len(it.room.tabs()) == 3)
    it.until_held("document.request", tab="tab-2")
    it.until_held("popup", tab="tab-3")

    it.begin("one.close(); two.close()")

    assert it.driver.until(lambda: it.room.tabs() == ("tab-1",))
    assert it.still() == {}
    assert it.held("tab-2") == it.held("tab-3") == []
    assert {at.actor for at in it.log.since(0) if at.what == "closed"} == {"tab-2", "tab-3"}


def test_a_tab_that_crashes_is_told_and_holds_up_nobody(opened: Open, site: Site) -> None:
    it = opened("session.request")
    tab = it.visit(site.page("/", "here"))
    it.begin(f"fetch('{SESSION}')")
    it.until_held("session.request")

    it.driver._tower.cdp.send("Page.crash", {}, it.tab().session)

    assert "tab-1 crashed" in it.until_told("warning").text("text")
    assert it.still() == {}
    assert it.room.texts(tab, "p") == ()
    it.room.close_tab(tab)
    assert it.room.tabs() == ()


def test_a_page_that_asks_its_user_gets_no(opened: Open, site: Site) -> None:
    it = opened()
    it.visit(site.page("/", "<script>alert('read this'); window.said = confirm('sure?')</script>"))

    it.still()

    assert it.inside("window.said") is False


def test_nobody_is_kept_from_leaving(opened: Open, site: Site) -> None:
    it = opened()
    it.visit(site.page("/", "<script>onbeforeunload = (it) => it.preventDefault()</script>"))

    it.room.goto("tab-1", site.page("/next", "there"))

    assert it.room.address("tab-1") == f"{site.origin}/next"


def test_a_service_worker_does_not_hide_a_session_request(opened: Open, site: Site) -> None:
    site.answers["/sw.js"] = lambda it: it.answer(
        200,
        "onactivate = (it) => it.waitUntil(clients.claim());"
        "onfetch = (it) => it.respondWith(fetch(it.request))",
        "text/javascript",
    )
    site.answers[SESSION] = lambda it: it.answer(200, "{}")
    it = opened("session.request")
    it.visit(site.page("/", "here"))
    assert it.inside(
        "navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready)"
        ".then(() => navigator.serviceWorker.controller || new Promise((go) =>"
        " navigator.serviceWorker.addEventListener('controllerchange', go))).then(() => 'there')"
    )

    it.begin(f"fetch('{SESSION}')")

    it.until_held("session.request")
    assert f"GET {SESSION}" not in site.asked


def test_slow_work_of_one_tab_is_seen_from_another(opened: Open, site: Site) -> None:
    go = threading.Event()

    def slow(it: Handler) -> None:
        go.wait(LONG_S)
        it.answer(200, "{}")

    site.answers["/slow"] = slow
    it = opened()
    it.visit(site.page("/", "here"))
    it.visit(site.page("/", "here"))
    it.begin("fetch('/slow')", "tab-2")

    assert it.driver.timers() is None
    go.set()
    assert it.still() == {}


def two_tabs(it: Opened, site: Site) -> None:
    """An opener and its popup, which share a process and so the real storage at once."""
    it.visit(site.page("/", "here"))
    it.begin("window.open('/', '_blank')")
    assert it.driver.until(lambda: len(it.room.tabs()) == 2, LONG_S)
    it.still()


def test_a_write_is_seen_by_its_own_tab_at_once_and_by_another_when_it_is_let_go(
    opened: Open, site: Site
) -> None:
    it = opened(VISIBLE, **HELD)
    two_tabs(it, site)
    it.begin("localStorage.setItem('it', '1'); localStorage.setItem('it', '2')")
    it.until_held(VISIBLE)

    seen = [(it.inside(READ), it.inside(READ, "tab-2"))]
    for left in ((VISIBLE,), ()):
        it.let_go(VISIBLE)
        it.until_held(*left)
        it.still()
        seen.append((it.inside(READ), it.inside(READ, "tab-2")))

    assert seen == [("2", None), ("2", "1"), ("2", "2")]


def test_a_write_that_waits_is_there_in_every_way_of_looking(opened: Open, site: Site) -> None:
    it = opened(VISIBLE, **HELD)
    it.visit(site.page("/", "here"))
    it.begin("localStorage.it = '1'; localStorage.gone = '1'; delete localStorage.gone")

    looks = (
        "[localStorage.it, 'it' in localStorage, Object.keys(localStorage), localStorage.length]"
    )
    assert it.inside(looks) == ["1", True, ["it"], 1]
    assert it.inside("localStorage.gone ?? null") is None
    assert it.inside("({...localStorage})") == {"it": "1"}


def test_the_next_page_of_the_tab_has_what_the_one_before_wrote(opened: Open, site: Site) -> None:
    it = opened(VISIBLE, **HELD)
    two_tabs(it, site)
    site.page("/next", "next")
    it.begin("localStorage.setItem('it', '1'); location.href = '/next'")

    assert it.driver.until(lambda: it.tab().url.endswith("/next"), LONG_S)
    it.still()
    assert it.inside(READ) == "1"
    assert it.inside(READ, "tab-2") == "1"


def test_another_tab_hears_of_a_write_when_it_sees_it(opened: Open, site: Site) -> None:
    it = opened(VISIBLE, **HELD)
    two_tabs(it, site)
    it.inside("void addEventListener('storage', (it) => { window.heard = it.newValue })", "tab-2")
    it.begin("localStorage.setItem('it', '1')")
    it.until_held(VISIBLE)
    it.still()
    before = it.inside("window.heard ?? null", "tab-2")

    it.let_go(VISIBLE)

    assert before is None
    assert it.driver.until(lambda: it.inside("window.heard ?? null", "tab-2") == "1", LONG_S)


def test_a_storage_that_nobody_holds_is_the_browsers_own(opened: Open, site: Site) -> None:
    it = opened("*", gates=("*",))
    two_tabs(it, site)
    it.begin("localStorage.setItem('it', '1')")

    assert it.inside(READ, "tab-2") == "1"


def test_a_tab_that_is_closed_is_gone_before_all_is_still(opened: Open, site: Site) -> None:
    it = opened("session.*")
    two_tabs(it, site)
    it.begin(f"fetch('{SESSION}')", "tab-2")
    it.until_held("session.request", tab="tab-2")

    it.driver.contexts[0].close(it.tab("tab-2"))
    it.still()

    assert it.room.tabs() == ("tab-1",)
    assert it.inside("1 + 1") == 2


def test_a_tab_that_is_reloaded_has_another_document_before_all_is_still(
    opened: Open, site: Site
) -> None:
    it = opened("session.*")
    it.visit(site.page("/", "here"))
    it.begin(f"window.old = true; fetch('{SESSION}')")
    it.until_held("session.request")

    it.driver.contexts[0].reload(it.tab())
    it.still()

    assert it.inside("window.old ?? null") is None
    assert it.held() == []


def test_without_a_link_nothing_is_answered_in_no_tab_until_it_is_back(
    opened: Open, site: Site
) -> None:
    site.answers[SESSION] = lambda it: it.answer(200, "{}")
    it = opened()
    it.visit(site.page("/", "here"))
    ask = f"fetch('{SESSION}').then((it) => it.status, () => 'none')"
    context = it.driver.contexts[0]

    context.set_link(is_offline=True)
    it.still()
    first = it.inside(ask)
    it.room.new_tab()
    second = it.inside("navigator.onLine", "tab-2")
    context.set_link(is_offline=False)
    it.still()

    assert (first, second) == ("none", False)
    assert it.inside(ask) == 200
    assert site.asked.count(f"GET {SESSION}") == 1


def test_a_request_that_is_held_when_the_link_goes_never_arrives(opened: Open, site: Site) -> None:
    it = opened("session.*")
    it.visit(site.page("/", "here"))
    it.begin(f"fetch('{SESSION}').catch(() => {{ window.failed = true }})")
    it.until_held("session.request")
    it.driver.contexts[0].set_link(is_offline=True)
    it.still()

    it.let_go("session.request")
    it.driver.until(lambda: bool(it.held()) or it.inside("window.failed ?? false") is True, LONG_S)
    for _ in it.held():
        it.let_go("session.answer")

    assert it.driver.until(lambda: it.inside("window.failed ?? false") is True, LONG_S)
    assert f"GET {SESSION}" not in site.asked
