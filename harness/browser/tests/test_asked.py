import pytest
from playwright.sync_api import Browser

from harness.browser.asked import BEACON, WATCH_BEACONS, Record
from harness.browser.pump import pump
from harness.browser.tests.site import LONG_S, Site

pytestmark = pytest.mark.browser

ASKS = """async () => {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer t.o.k' };
  await (await fetch('/api/start', { method: 'POST', headers, body: '{"a": 1}' })).json();
  navigator.sendBeacon('/api/report', new Blob(['{"v": 1}'], { type: 'application/json' }));
}"""


def test_requests_and_beacons_are_kept_in_order_with_their_bodies(
    chromium: Browser, site: Site
) -> None:
    site.answers["/api/start"] = lambda it: it.answer(201, '{"id": "x"}')
    site.answers["/api/report"] = lambda it: it.answer(200, "")
    record, context = Record(), chromium.new_context()
    context.on("request", record.asked)
    context.on("requestfinished", record.finished)
    context.expose_binding(BEACON, record.sent)
    context.add_init_script(WATCH_BEACONS)
    page = context.new_page()
    page.goto(site.page("/", "here"))

    page.evaluate(ASKS)
    pump(context, lambda: len(record.exchanges()) == 2 and not record.open, LONG_S * 1_000)

    start, beacon = record.exchanges()
    assert (start.method, start.path, start.status) == ("POST", "/api/start", 201)
    assert (start.sent, start.got, start.bearer) == ({"a": 1}, {"id": "x"}, True)
    assert (beacon.path, beacon.sent, beacon.beacon) == ("/api/report", {"v": 1}, True)
    assert record.bearer == "t.o.k"
    context.close()
