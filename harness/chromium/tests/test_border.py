"""What crosses the browser's border: secrets for their own origin, a proxy that asks who it is."""

import base64
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from harness.browser.tests.site import Handler, Site
from harness.chromium.driver import ChromiumDriver, Tower
from harness.chromium.launch import arguments_for
from harness.chromium.process import running_chromium
from harness.chromium.tests.played import LONG_S, Opened
from harness.profile.load import load_profile
from harness.stage.driver import RoomPlan, Visa
from harness.stage.log import EventLog

pytestmark = pytest.mark.browser

SECRET = {"x-door": "planted"}
Open = Callable[..., Opened]


def doors(site: Site, *paths: str) -> dict[str, str | None]:
    """Has the site note which secret it was told at each path."""
    told: dict[str, str | None] = {}

    def note(it: Handler) -> None:
        host = (it.headers["host"] or "").partition(":")[0]
        told[f"{host}{it.path}"] = it.headers["x-door"]
        it.answer(200, "<!doctype html><p>there</p>", "text/html", Access_Control_Allow_Origin="*")

    site.answers |= dict.fromkeys(paths, note)
    return told


def test_secret_headers_go_to_the_own_origin_only(opened: Open, site: Site) -> None:
    told = doors(site, "/own", "/elsewhere", "/after", "/inside", "/beacon")
    elsewhere = site.origin.replace("127.0.0.1", "localhost")
    site.answers["/wall"] = lambda it: it.answer(302, "", Location=f"{elsewhere}/after")
    site.answers["/moved"] = lambda it: it.answer(302, "", Location="/inside")
    site.page("/", f"<script>fetch('/own'); fetch('{elsewhere}/elsewhere')</script>")
    it = opened(secret_headers=SECRET)

    it.visit(f"{site.origin}/")
    it.begin("navigator.sendBeacon('/beacon', '')")
    it.still()
    # Nobody is told when a beacon was answered: the page has let go of it.
    assert it.driver.until(lambda: "127.0.0.1/beacon" in told, LONG_S), told
    assert told == {
        "127.0.0.1/own": "planted",
        "localhost/elsewhere": None,
        "127.0.0.1/beacon": "planted",
    }
    it.room.goto("tab-1", f"{site.origin}/wall")
    assert told["localhost/after"] is None, "a redirect took the secret to another origin"
    it.room.goto("tab-1", f"{site.origin}/moved")
    assert told["127.0.0.1/inside"] == "planted", "a redirect within the origin lost the secret"


def test_a_later_room_without_secrets_sends_none(opened: Open, site: Site) -> None:
    told = doors(site, "/one", "/two")
    opened(secret_headers=SECRET).visit(f"{site.origin}/one")

    opened().visit(f"{site.origin}/two")

    assert told == {"127.0.0.1/one": "planted", "127.0.0.1/two": None}


@pytest.fixture
def proxy() -> Iterator[tuple[str, list[str]]]:
    """A proxy that answers by itself, to who knows its password, and what it was asked for."""
    asked: list[str] = []
    known = "Basic " + base64.b64encode(b"ann:open sesame").decode()

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.headers["proxy-authorization"] != known:
                self.send_response(407)
                self.send_header("Proxy-Authenticate", 'Basic realm="here"')
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            asked.append(self.path)
            body = b"<!doctype html><p>by proxy</p>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_proxy_that_asks_who_it_is_gets_an_answer(
    browser_path: str, proxy: tuple[str, list[str]]
) -> None:
    address, asked = proxy
    option = {"server": address, "username": "ann", "password": "open sesame"}
    profile = load_profile("mock")

    with running_chromium(Path(browser_path), arguments_for(profile, proxy=option)) as client:
        driver = ChromiumDriver(Tower(client, option), EventLog())
        room = driver.open_room(RoomPlan("http://app.test", "", profile, Visa()))
        tab = room.new_tab()
        room.goto(tab, "http://app.test/page")
        assert driver.until(lambda: room.texts(tab, "p") == ("by proxy",))

    assert "http://app.test/page" in asked
