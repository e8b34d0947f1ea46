"""Everything that a tagged browser sends says so, whatever sends it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright

from harness.browser.agent import agent_of, own_agent, tagged_options
from harness.browser.pump import pump
from harness.browser.tests.site import LONG_S, Handler, Site

pytestmark = pytest.mark.browser

TAG = "Layerproof/1 (run r1)"
# A worker that has a worker of its own, a shared one, and a service worker; each asks something.
WORKERS = {
    "/worker.js": "new Worker('/inner.js')",
    "/inner.js": "fetch('/asked-by-worker')",
    "/shared.js": "fetch('/asked-by-shared')",
    "/service.js": "fetch('/asked-by-service')",
}
OPENER = """<script>
const ask = (name) => fetch('/asked-by-' + name);
const beacon = () => navigator.sendBeacon('/beacon', 'bye');
</script>"""
ALL = """() => {
  window.open('/popup');
  window.open('/noopener', '_blank', 'noopener');
  new Worker('/worker.js');
  new SharedWorker('/shared.js');
  navigator.serviceWorker.register('/service.js');
  beacon();
}"""
EXPECTED = {
    *("/opener", "/popup", "/noopener", "/asked-by-popup", "/asked-by-noopener", "/beacon"),
    *(*WORKERS, "/asked-by-worker", "/asked-by-shared", "/asked-by-service"),
}


@pytest.fixture
def tagged_chromium(playwright: Playwright, browser_path: str) -> Iterator[Browser]:
    options = tagged_options(playwright.chromium, {"executable_path": browser_path}, TAG)
    browser = playwright.chromium.launch(**options)
    yield browser
    browser.close()


@pytest.fixture
def agents(site: Site) -> dict[str, str]:
    """Who asked, by path, as it comes in."""
    said: dict[str, str] = {}

    def noting(body: str, kind: str) -> "object":
        def answer(it: Handler) -> None:
            said[it.path] = it.headers.get("User-Agent", "")
            it.answer(200, body, kind)

        return answer

    for path in EXPECTED:
        name = path.removeprefix("/")
        page = OPENER + (f"<script>ask('{name}')</script>" if name in ("popup", "noopener") else "")
        script = WORKERS.get(path)
        site.answers[path] = noting(script or page, "text/javascript" if script else "text/html")  # type: ignore[assignment] # a callable
    return said


def test_tabs_popups_and_workers_say_so(
    tagged_chromium: Browser, site: Site, agents: dict[str, str]
) -> None:
    own = own_agent(tagged_chromium).removesuffix(f" {TAG}")
    context = tagged_chromium.new_context()
    page = context.new_page()

    page.goto(f"{site.origin}/opener")
    page.evaluate(ALL)
    pump(context, lambda: set(agents) == EXPECTED, LONG_S * 1_000)

    assert own.startswith("Mozilla/5.0")
    assert agents == dict.fromkeys(EXPECTED, f"{own} {TAG}")
    context.close()


def test_without_a_tag_nothing_is_asked_and_nothing_changes(
    playwright: Playwright, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playwright.chromium, "launch", lambda **_: pytest.fail("launched"))

    assert tagged_options(playwright.chromium, {"args": ["--x"]}, "") == {"args": ["--x"]}


def test_an_agent_that_somebody_asked_for_stays(playwright: Playwright, browser_path: str) -> None:
    asked = {"executable_path": browser_path, "args": ["--user-agent=Ours/2"]}

    options = tagged_options(playwright.chromium, asked, TAG)

    assert agent_of(options) == f"Ours/2 {TAG}"
    assert agent_of({"args": ["--headless"]}) == ""
