"""Tiny pages on a loopback server, and the browser that the machine has."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from harness.browser.probes import ProbeConfig
from harness.browser.tests.probed import Probed
from harness.machine.browser import find_browser

FLAGS = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Site:
    """Answers by path: text is HTML, a callable answers itself."""

    origin: str
    answers: dict[str, "str | Callable[[BaseHTTPRequestHandler], None]"] = field(
        default_factory=dict
    )
    asked: list[str] = field(default_factory=list)

    def page(self, path: str, html: str) -> str:
        self.answers[path] = f"<!doctype html><html><body>{html}</body></html>"
        return self.origin + path


@pytest.fixture(scope="session")
def server() -> Iterator[ThreadingHTTPServer]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    httpd.daemon_threads = True
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield httpd
    httpd.shutdown()
    thread.join()
    httpd.server_close()


@pytest.fixture
def site(server: ThreadingHTTPServer) -> Site:
    it = Site(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = _handler_of(it)
    return it


def _handler_of(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            self.sent = self.rfile.read(length)
            path = self.path.split("?")[0]
            site.asked.append(f"{self.command} {path}")
            answer = site.answers.get(path)
            if callable(answer):
                answer(self)
            else:
                found = answer is not None
                answer_with(self, 200 if found else 404, answer or "", "text/html; charset=utf-8")

        do_POST = do_GET

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    return Handler


def answer_with(
    handler: BaseHTTPRequestHandler,
    status: int,
    body: str,
    content_type: str = "application/json",
    **headers: str,
) -> None:
    raw = body.encode()
    handler.send_response(status)
    handler.send_header("Content-Type", content_type)
    handler.send_header("Content-Length", str(len(raw)))
    handler.send_header("Cache-Control", "no-store")
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(raw)


@pytest.fixture(scope="session")
def browser_path() -> str:
    return str(find_browser(full=False, explicit=None, environ=os.environ).path)


@pytest.fixture(scope="session")
def chromium(browser_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def probed(chromium: Browser, site: Site) -> Iterator[Callable[..., Probed]]:
    """Opens a context with the probes; every message of every tab lands in `messages`."""
    made: list[Probed] = []

    def make(**changes: object) -> Probed:
        config = ProbeConfig(origins=(site.origin,), **changes)  # type: ignore[arg-type] # by name
        it = Probed(chromium.new_context(), config)
        made.append(it)
        return it

    yield make
    for it in made:
        it.context.close()


__all__ = ["Page", "Site", "answer_with"]
