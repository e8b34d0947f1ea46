import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright

from harness.browser.cdp import CdpClient, CdpRefused
from harness.browser.launch import DEBUGGING, debugging_port
from harness.browser.tests.site import LONG_S
from harness.errors import BrowserLost

pytestmark = pytest.mark.browser


@pytest.fixture
def client(chromium: Browser, debugging_port: int) -> Iterator[CdpClient]:
    assert chromium.is_connected()
    it = CdpClient.connect(debugging_port)
    yield it
    it.close()


def test_a_command_is_answered(client: CdpClient) -> None:
    assert "HeadlessChrome" in client.call("Browser.getVersion")["userAgent"]


def test_a_refused_command_says_why(client: CdpClient) -> None:
    with pytest.raises(CdpRefused, match=r"No\.such"):
        client.call("No.such")


def test_events_come_in_order_and_callbacks_may_call(chromium: Browser, client: CdpClient) -> None:
    seen: list[str] = []

    def created(params: dict[str, object], _session: str | None) -> None:
        client.call("Browser.getVersion", timeout_s=LONG_S)
        seen.append(str(params["targetInfo"]["type"]))  # type: ignore[index] # the protocol's shape

    client.on("Target.targetCreated", created)
    client.call("Target.setDiscoverTargets", {"discover": True})
    client.settle(timeout_s=LONG_S)
    before = len(seen)
    context = chromium.new_context()
    context.new_page()
    # What the browser told before it answered this has arrived.
    client.call("Browser.getVersion", timeout_s=LONG_S)
    client.settle(timeout_s=LONG_S)

    assert "page" in seen[before:]
    client.call("Target.setDiscoverTargets", {"discover": False})
    context.close()


def test_a_closed_client_is_lost_and_leaves_no_thread(
    chromium: Browser, debugging_port: int
) -> None:
    assert chromium.is_connected()
    before = set(threading.enumerate())
    client = CdpClient.connect(debugging_port)

    client.close()

    left = set(threading.enumerate()) - before
    assert not [it for it in left if it.name.startswith("cdp-") and it.is_alive()]
    with pytest.raises(BrowserLost, match=r"Browser\.getVersion"):
        client.call("Browser.getVersion")


def test_a_port_without_a_browser_is_lost() -> None:
    with pytest.raises(BrowserLost, match="port 1 "):
        CdpClient.connect(1, timeout_s=1)


def test_a_browser_that_ends_is_lost_to_who_waits(
    playwright: Playwright, browser_path: str
) -> None:
    browser = playwright.chromium.launch(executable_path=browser_path, args=[DEBUGGING])
    client = CdpClient.connect(debugging_port(browser))
    target = client.call("Target.createTarget", {"url": "about:blank"})["targetId"]
    session = client.call("Target.attachToTarget", {"targetId": target, "flatten": True})
    never = {"expression": "new Promise(() => {})", "awaitPromise": True}
    waiting = client.send("Runtime.evaluate", never, session["sessionId"])

    client.send("Browser.crash")  # closing it would end the session first, and refuse the call

    with pytest.raises(BrowserLost):
        waiting.result(LONG_S)
    client.close()
    browser.close()
