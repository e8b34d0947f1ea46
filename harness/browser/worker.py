"""A service worker left behind by an earlier build, which answers navigations with that build's
runner.

The earlier build's runner knew the storage layer only. The worker is installed as a real one, from
an address of the
target's own origin that the harness answers, before the first tab of the scenario opens.
"""

import json

from playwright.sync_api import BrowserContext, Route

from harness.browser.plan import runner_pattern
from harness.stage.driver import RoomPlan

SCRIPT_PATH = "/layerproof-stale-worker.js"
PAGE_PATH = "/layerproof-stale-worker.html"
INSTALL_MS = 5_000

OLD_RUNNER = """<!doctype html><html lang="en"><title>Interview</title>
<body data-layerproof="old runner"><main></main>
<script>
const id = new RegExp(PATTERN).exec(location.pathname + location.search + location.hash)?.[1];
const entry = localStorage.getItem(KEY.replace('{id}', decodeURIComponent(id ?? '')));
if (entry) document.querySelector('main').textContent = 'Interview (an earlier build)';
</script></body></html>"""

WORKER = """
const runner = new RegExp(PATTERN);
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.mode !== 'navigate' || !runner.test(url.pathname + url.search)) return;
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  event.respondWith(new Response(HTML, { headers }));
});
"""

REGISTER = """async () => {
  await navigator.serviceWorker.register(SCRIPT, { scope: '/' });
  await navigator.serviceWorker.ready;
}"""


def install_stale_worker(context: BrowserContext, plan: RoomPlan) -> None:
    """Registers the worker in the context; raises Playwright's Error where the browser refuses."""
    pattern = json.dumps(runner_pattern(plan.profile))
    html = OLD_RUNNER.replace("KEY", json.dumps(plan.profile.storage.entry))
    html = html.replace("PATTERN", pattern)
    source = WORKER.replace("PATTERN", pattern)
    script = source.replace("HTML", json.dumps(html))

    def serve_script(route: Route) -> None:
        headers = {"service-worker-allowed": "/", "content-type": "text/javascript"}
        route.fulfill(status=200, headers=headers, body=script)

    def serve_page(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<!doctype html><title>-</title>")

    context.route(plan.origin + SCRIPT_PATH, serve_script)
    context.route(plan.origin + PAGE_PATH, serve_page)
    page = context.new_page()
    page.set_default_timeout(INSTALL_MS)
    page.goto(plan.origin + PAGE_PATH)
    page.evaluate(REGISTER.replace("SCRIPT", json.dumps(SCRIPT_PATH)))
    page.close()
