import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from harness.browser.cdp import CdpClient
from harness.browser.network import NetworkOwner, browser_contexts
from harness.browser.tests.site import LONG_S, Site
from harness.conditions.wire import Link

pytestmark = pytest.mark.browser

SIZE = 100_000
LINK = Link(down_kbps=1_600, up_kbps=800, latency_ms=150)
HELD_MS = 400
TRANSFER_MS = SIZE * 8 / LINK.down_kbps
BIG_MS = TRANSFER_MS + LINK.latency_ms
# No load under the link is over so soon.
FREE_MS = 0.9 * BIG_MS
# So often something is measured, at most.
MOST = 30
NAVIGATION = """() => {
  const [it] = performance.getEntriesByType('navigation');
  return it.responseEnd - it.fetchStart;
}"""
FETCH = """async ([url, init]) => {
  const began = performance.now();
  const failed = await fetch(url, init).then((it) => it.text()).then(() => '', String);
  return failed === '' ? performance.now() - began : failed;
}"""
BUSY = """() => {
  const began = performance.now();
  for (let n = 0, sum = 0; n < 5e6; n += 1) sum += n % 7;
  return performance.now() - began;
}"""


@pytest.fixture
def client(chromium: Browser, debugging_port: int) -> Iterator[CdpClient]:
    assert chromium.is_connected()
    it = CdpClient.connect(debugging_port)
    yield it
    it.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    it = chromium.new_context()
    yield it
    it.close()


@pytest.fixture
def page(context: BrowserContext, site: Site) -> Page:
    site.answers |= {
        "/small": lambda it: it.answer(200, "x"),
        "/big": lambda it: it.answer(200, "x" * SIZE, "text/html"),
        "/worker.js": lambda it: it.answer(
            200,
            f"const run = {FETCH}; run(['/big', {{}}]).then((ms) => postMessage(ms))",
            "text/javascript",
        ),
        "/service.js": lambda it: it.answer(
            200,
            "onactivate = (it) => it.waitUntil(clients.claim());"
            f"const run = {FETCH};"
            "onmessage = async (it) => it.source.postMessage(await run(['/big', {}]))",
            "text/javascript",
        ),
    }
    it = context.new_page()
    it.goto(site.page("/", "opener"))
    return it


@pytest.fixture
def owner(client: CdpClient, page: Page) -> Iterator[NetworkOwner]:
    assert not page.is_closed()
    it = NetworkOwner(client)
    yield it
    it.clear()


def opened(page: Page, url: str, features: str) -> Page:
    with page.context.expect_page() as other:
        page.evaluate(f"() => {{ window.open('{url}', '_blank', '{features}') }}")
    other.value.wait_for_load_state()
    return other.value


def dawdle(*_: object) -> None:
    threading.Event().wait(HELD_MS / 1_000)


def ask(page: Page, url: str, **init: str) -> float:
    return float(page.evaluate(FETCH, [url, init]))


def loads(page: Page, features: str = "") -> float:
    """How long a tab that the page opens takes to load."""
    popup = opened(page, "/big", features)
    took = float(popup.evaluate(NAVIGATION))
    popup.close()
    return took


def fastest(measured: Callable[[], float], enough_ms: float) -> float:
    """The shortest of several times, of which there are no more once one is short enough: a busy
    machine adds to a time, and nothing takes from it.
    """
    best = measured()
    for _ in range(MOST):
        if best <= enough_ms:
            break
        best = min(best, measured())
    return best


@pytest.mark.parametrize("features", ["", "noopener", "popup,width=500"])
def test_an_opened_tab_has_its_link_from_the_first_byte(
    page: Page, owner: NetworkOwner, features: str
) -> None:
    free = fastest(lambda: loads(page, features), FREE_MS)

    owner.set_link(LINK)
    throttled = fastest(lambda: loads(page, features), 1.1 * BIG_MS)
    owner.clear()
    free_again = fastest(lambda: loads(page, features), FREE_MS)

    assert max(free, free_again) < FREE_MS
    assert throttled == pytest.approx(BIG_MS, rel=0.1)


def test_a_tab_waits_for_its_conditions_however_late_they_come(
    client: CdpClient, page: Page
) -> None:
    client.on("Target.attachedToTarget", dawdle)
    owner = NetworkOwner(client)
    owner.set_link(LINK)

    throttled = loads(page)

    owner.clear()
    assert throttled > FREE_MS


def test_open_tabs_have_bandwidth_and_latency_as_asked(page: Page, owner: NetworkOwner) -> None:
    owner.set_link(LINK)

    sending_ms = 50_000 * 8 / LINK.up_kbps + LINK.latency_ms
    small = fastest(lambda: ask(page, "/small"), LINK.latency_ms + 10)
    big = fastest(lambda: ask(page, "/big"), small + 1.1 * TRANSFER_MS)
    sent = fastest(lambda: ask(page, "/small", method="POST", body="x" * 50_000), 1.15 * sending_ms)

    assert small == pytest.approx(LINK.latency_ms, abs=30)
    assert big - small == pytest.approx(TRANSFER_MS, rel=0.1)
    assert sent == pytest.approx(sending_ms, rel=0.15)
    owner.set_link(Link(latency_ms=60))
    assert 58 < fastest(lambda: ask(page, "/big"), 89) < 90
    owner.clear()
    assert fastest(lambda: ask(page, "/big"), 49) < 50


def test_workers_have_it_too(page: Page, owner: NetworkOwner) -> None:
    owner.set_link(LINK)

    in_worker = (
        "new Promise((done) => { new Worker('/worker.js').onmessage = (it) => done(it.data) })"
    )
    in_service = """async () => {
          await navigator.serviceWorker.register('/service.js');
          const {active} = await navigator.serviceWorker.ready;
          return new Promise((done) => {
            navigator.serviceWorker.onmessage = (it) => done(it.data);
            active.postMessage('');
          });
        }"""

    for script in (in_worker, in_service):
        took = fastest(lambda it=script: float(page.evaluate(it)), 1.1 * BIG_MS)  # type: ignore[misc] # bound now
        assert took == pytest.approx(BIG_MS, rel=0.1)


def test_offline_and_back_online(page: Page, owner: NetworkOwner) -> None:
    popup = opened(page, "/", "")
    tabs = (page, popup)

    owner.set_link(Link(offline=True))
    assert [it.evaluate(FETCH, ["/small", {}]) for it in tabs] == ["TypeError: Failed to fetch"] * 2
    assert [it.evaluate("navigator.onLine") for it in tabs] == [False, False]
    owner.set_link(Link())

    assert all(ask(it, "/small") >= 0 for it in tabs), "it would be no number"
    assert [it.evaluate("navigator.onLine") for it in tabs] == [True, True]


def test_other_contexts_are_let_alone(
    chromium: Browser, client: CdpClient, page: Page, site: Site
) -> None:
    before = browser_contexts(client)
    other = chromium.new_context()
    [ours] = browser_contexts(client) - before
    owner = NetworkOwner(client, context_id=ours)

    owner.set_link(LINK)
    here, there = other.new_page(), page.context.new_page()

    def goes(tab: Page) -> float:
        tab.goto(f"{site.origin}/big")
        return float(tab.evaluate(NAVIGATION))

    assert goes(here) > FREE_MS
    assert fastest(lambda: goes(there), FREE_MS) < FREE_MS
    owner.clear()
    other.close()


@pytest.mark.slow
def test_a_slow_processor_is_slow_in_popups_too(page: Page, owner: NetworkOwner) -> None:
    free = min(busy_ms(page) for _ in range(3))

    owner.set_cpu(20)
    slow = [busy_ms(it) for it in (page, opened(page, "/", ""))]
    owner.clear()

    assert min(slow) > 3 * free
    assert any(busy_ms(page) < min(slow) / 2 for _ in range(10))


def busy_ms(page: Page) -> float:
    """How long ten runs take together: a single one may fall between two brakings."""
    return float(sum(page.evaluate(BUSY) for _ in range(10)))


def test_playwright_works_beside_it(page: Page, owner: NetworkOwner, site: Site) -> None:
    owner.set_link(Link(latency_ms=20))
    page.context.route("**/routed", lambda route: route.fulfill(body="by route"))
    page.context.add_init_script("window.added = 1")

    page.goto(f"{site.origin}/routed")
    popup = opened(page, "/", "")

    assert page.inner_text("body") == "by route"
    assert popup.evaluate("added") == 1
    popup.close()
    page.reload()
    assert page.evaluate("added") == 1


def test_nothing_is_attached_while_nothing_is_set(
    client: CdpClient, page: Page, owner: NetworkOwner
) -> None:
    attached: list[object] = []

    client.on("Target.attachedToTarget", lambda it, _: attached.append(it))

    opened(page, "/", "").close()
    hear_out(client)
    assert attached == []
    owner.set_link(LINK)
    assert attached
    owner.clear()
    hear_out(client)
    del attached[:]
    opened(page, "/", "").close()
    hear_out(client)
    assert attached == []


def hear_out(client: CdpClient) -> None:
    """What the browser told before it answered this has arrived, and was dealt with."""
    client.call("Browser.getVersion", timeout_s=LONG_S)
    client.settle(timeout_s=LONG_S)


def test_for_a_while_nothing_may_hinder(page: Page, owner: NetworkOwner, site: Site) -> None:
    owner.set_link(Link(offline=True))

    with owner.unhindered():
        within = page.evaluate(FETCH, [f"{site.origin}/small", {}])
    after = page.evaluate(FETCH, [f"{site.origin}/small", {}])

    assert isinstance(within, (int, float))
    assert "Failed to fetch" in after
    assert owner.conditions.link.offline
