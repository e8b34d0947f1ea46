"""When tabs are still, in a real browser."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future

import pytest

from harness.browser.tests.site import Handler, Site
from harness.chromium.stillness import Held, _loose, _unanswered
from harness.chromium.tab import Paused, Tab
from harness.chromium.tests.played import Opened

pytestmark = pytest.mark.browser

Open = Callable[..., Opened]


@pytest.fixture
def slow(site: Site) -> Iterator[threading.Event]:
    """`/slow` is answered when this is set."""
    go = threading.Event()

    def answer(it: Handler) -> None:
        go.wait(30)
        it.answer(200, "{}")

    site.answers["/slow"] = answer
    yield go
    go.set()


def test_a_page_that_does_nothing_is_still(opened: Open, site: Site) -> None:
    it = opened()
    it.visit(site.page("/", "here"))

    assert it.still() == {}


def test_nothing_is_still_while_a_request_is_on_its_way(
    opened: Open, site: Site, slow: threading.Event
) -> None:
    it = opened()
    it.visit(site.page("/", "here"))
    it.still()
    it.begin("fetch('/slow')")

    assert it.driver.timers() is None
    assert it.driver.unrest == f"tab-1 asks for {site.origin}/slow"
    slow.set()
    assert it.still() == {}


def test_a_beacon_is_on_its_way_until_it_is_answered(
    opened: Open, site: Site, slow: threading.Event
) -> None:
    it = opened()
    it.visit(site.page("/", "here"))
    it.begin("navigator.sendBeacon('/slow', 'x')")
    it.room.close_tab("tab-1")

    assert it.driver.until(lambda: unrest(it) == "1 beacons are on their way")
    slow.set()
    it.still()


def test_an_answer_whose_body_nobody_reads_holds_up_nothing(opened: Open, site: Site) -> None:
    site.answers["/data"] = lambda it: it.answer(200, "x" * 1_000_000)
    it = opened()
    it.visit(site.page("/", "here"))

    assert it.inside("fetch('/data').then((it) => it.status)") == 200
    assert it.still() == {}


UNDERWAY = {
    "a body that is read": ("fetch('/data').then((it) => it.json())", "json"),
    "cryptography": ("crypto.subtle.digest('SHA-256', new Uint8Array(1))", "digest"),
    "IndexedDB": ("indexedDB.open('x')", "IndexedDB open"),
    "a task": ("setTimeout(() => {}, 0)", "a task"),
}


@pytest.mark.parametrize("name", UNDERWAY)
def test_what_the_page_still_does_is_told_by_its_probe(opened: Open, site: Site, name: str) -> None:
    script, word = UNDERWAY[name]
    it = opened()
    it.visit(site.page("/", "here"))
    it.still()

    look = f"seen.includes('{word}') ? go(seen) : requestAnimationFrame(look)"
    tracked = it.inside(
        "(() => { const probe = window[Symbol.for('layerproof')], own = probe.track, seen = [];"
        "probe.track = (what) => (seen.push(what), own(what));"
        f"window.seen = seen; void {script}; return new Promise((go) => {{"
        f"const look = () => ({look}); look(); }}); }})()"
    )

    assert word in tracked
    assert it.still() == {}


def test_what_is_held_does_not_move(opened: Open, site: Site) -> None:
    it = opened("session.*")
    it.visit(site.page("/", "here"))
    it.begin("fetch('/api/interview/session/7')")
    it.until_held("session.request")

    assert it.still() == {}
    it.let_go("session.request")
    it.until_held("session.answer")
    assert it.still() == {}
    it.let_go("session.answer")
    it.until_held()
    assert it.still() == {}


def test_a_request_that_waits_at_the_server_is_no_movement(
    opened: Open, site: Site, slow: threading.Event
) -> None:
    it = opened()
    it.visit(site.page("/", "here"))
    it.begin("fetch('/slow')")
    it.driver._held_by_server = lambda: 1

    assert it.still() == {}
    it.driver._held_by_server = lambda: None
    assert it.driver.timers() is None
    slow.set()


FLIGHT = [("tab-2", "http://app.test/api/a%20b?x=1")]


@pytest.mark.parametrize(
    ("held", "loose"),
    [
        (Counter(["/api/a b"]), []),
        (Counter(["/api/other"]), FLIGHT),
        (Counter(), FLIGHT),
        (1, []),
        (0, FLIGHT),
    ],
)
def test_what_a_server_holds_for_a_tab_that_is_gone_hides_no_other_request(
    held: Held, loose: list[tuple[str, str]]
) -> None:
    assert list(_loose(FLIGHT, held)) == loose


def test_two_requests_for_one_path_need_two_that_are_held() -> None:
    assert list(_loose(FLIGHT * 2, Counter(["/api/a b"]))) == FLIGHT


STREAMS = {
    "an event source": "new EventSource('/stream')",
    "a web socket": "new WebSocket(location.origin.replace('http', 'ws') + '/stream')",
    "a stream of fetch": "fetch('/stream').then((it) => it.body.getReader().read())",
}


@pytest.mark.parametrize("name", STREAMS)
def test_what_has_no_end_is_not_waited_for(opened: Open, site: Site, name: str) -> None:
    over = threading.Event()

    def stream(it: Handler) -> None:
        it.send_response(200)
        it.send_header("Content-Type", "text/event-stream")
        it.end_headers()
        it.wfile.write(b"data: 1\n\n")
        it.wfile.flush()
        over.wait(30)

    site.answers["/stream"] = stream
    it = opened()
    it.visit(site.page("/", "here"))
    it.begin(f"window.kept = {STREAMS[name]}")

    assert it.still() == {}
    over.set()


ENDLESS = {
    "an interval of nothing": "setInterval(() => { window.n = (window.n ?? 0) + 1 }, 0)",
    "a timer that sets itself": "const f = () => void setTimeout(f, 0); f()",
    "a wait in a loop": "(async () => { for (;;) await new Promise((go) => setTimeout(go)) })()",
    "an animation": "const f = () => void requestAnimationFrame(f); f()",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_page_that_never_stops_is_still(opened: Open, site: Site, name: str) -> None:
    it = opened()
    it.visit(site.page("/", f"<script>{ENDLESS[name]}</script>"))

    timers = it.still()

    assert all(0 < left <= 4 for left in timers.values())
    assert bool(timers) is (name != "an animation"), "its next turn is a wait"


def test_a_page_that_lets_nobody_speak_is_named(
    opened: Open, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harness.chromium.stillness.ANSWERS_S", 0.2)
    it = opened()
    it.visit(site.page("/", "here"))
    it.still()
    it.begin("setTimeout(() => { for (;;); }, 0)")

    assert it.driver.until(lambda: "has not answered" in unrest(it))


def unrest(it: Opened) -> str:
    it.driver.timers()
    return it.driver.unrest


def test_a_frame_of_another_site_is_its_tabs(
    opened: Open, site: Site, slow: threading.Event
) -> None:
    other = site.origin.replace("127.0.0.1", "localhost")
    site.page("/inner", "<script>fetch('/slow')</script>")
    it = opened()
    it.room.goto(it.room.new_tab(), site.page("/", f"<iframe src='{other}/inner'></iframe>"))

    def asks() -> bool:
        return it.driver.timers() is None and "/slow" in it.driver.unrest

    assert it.driver.until(asks)
    slow.set()
    assert it.still() == {}


def test_a_tab_that_is_held_while_it_is_asked_is_not_waited_for() -> None:
    held = Paused("1", "1", "document.request", is_document=True, go=lambda: None)
    tab = Tab("tab-2", "s", "t", paused={"1": held})

    assert _unanswered([(tab, Future())]) == "tab-2 goes elsewhere"
