"""Tiny pages on a loopback server, and a browser context with the probes in it, for tests."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from playwright.sync_api import BrowserContext, Page

from harness.browser.probes import BINDING, ProbeConfig, probe_script

Answer = Callable[["Handler"], None]
# No bound on how fast things are: a machine that is busy takes its time.
LONG_S = 30.0


@dataclass
class Site:
    """Answers by path: text is HTML, a callable answers itself; anything else is a 404."""

    origin: str
    answers: dict[str, str | Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def page(self, path: str, html: str, **headers: str) -> str:
        document = f"<!doctype html><html><body>{html}</body></html>"
        self.answers[path] = lambda it: it.answer(200, document, "text/html", **headers)
        return self.origin + path


class Handler(BaseHTTPRequestHandler):
    """One request of a site's; head and body leave together, so that no delayed ACK slows it."""

    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16
    site: Site

    def do_GET(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        self.rfile.read(length)
        path = self.path.split("?")[0]
        self.site.asked.append(f"{self.command} {path}")
        answer = self.site.answers.get(path)
        if callable(answer):
            answer(self)
        else:
            self.answer(404 if answer is None else 200, answer or "", "text/html")

    do_POST = do_GET

    def answer(
        self, status: int, body: str, content_type: str = "application/json", **headers: str
    ) -> None:
        raw = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{content_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(raw)))
        self.send_header("Cache-Control", "no-store")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@dataclass
class Probed:
    """Collects what the probes push, raw, in order of arrival."""

    context: BrowserContext
    config: ProbeConfig
    messages: list[dict[str, Any]] = field(default_factory=list)
    reply: Callable[[dict[str, Any]], object] = lambda _: None

    def __post_init__(self) -> None:
        self.context.expose_binding(BINDING, self._take)
        self.context.add_init_script(probe_script(self.config))

    def _take(self, _source: object, text: str) -> object:
        message = json.loads(text)
        self.messages.append(message)
        return self.reply(message)

    def open(self, url: str) -> Page:
        page = self.context.new_page()
        page.goto(url)
        return page

    def of(self, what: str) -> list[dict[str, Any]]:
        """The details of the messages of that name, in order."""
        return [it["detail"] for it in self.messages if it["what"] == what]

    def kinds(self, what: str) -> list[str]:
        return [it["kind"] for it in self.messages if it["what"] == what]

    def await_message(self, page: Page, what: str, **parts: object) -> dict[str, Any]:
        """The first such message; pumps the browser until it is there."""

        def found() -> list[dict[str, Any]]:
            told = [it for it in self.messages if it["what"] == what]
            return [it for it in told if parts.items() <= it["detail"].items()]

        ends = time.monotonic() + LONG_S
        while not found() and time.monotonic() < ends:
            page.wait_for_timeout(20)
        assert found(), f"no {what} {parts} among {self.messages}"
        return found()[0]
