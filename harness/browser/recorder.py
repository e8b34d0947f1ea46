"""Turns what probes and Playwright tell into events: in the right tab, on its clock, secrets
masked, roles told.
"""

import json
import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, Page, Request, Response

from harness.browser.documents import Documents, page_of
from harness.browser.routes import PLAYED
from harness.model.event import Json, Phase
from harness.model.word import Role
from harness.profile.profile import Profile
from harness.stage.log import EventLog
from harness.stage.mask import bearer_uid, has_token

log = logging.getLogger(__name__)


class Tabs:
    """Names the pages of a scenario tab-1, tab-2, … in the order in which they are first seen."""

    def __init__(self) -> None:
        self._names: dict[Page, str] = {}

    def name(self, page: Page) -> str:
        """The page's name, given now if it has none yet."""
        return self._names.setdefault(page, f"tab-{len(self._names) + 1}")

    def page(self, name: str) -> Page:
        """The page of that name; raises KeyError."""
        return {known: page for page, known in self._names.items()}[name]

    def known(self, page: Page) -> bool:
        """Whether the page has a name already."""
        return page in self._names


class Recorder:
    """Records one context into a log."""

    def __init__(
        self, log: EventLog, profile: Profile, origins: tuple[str, ...], tabs: Tabs
    ) -> None:
        self.last_bearer = ""
        self._log = log
        self._profile = profile
        self._origins = origins
        self._tabs = tabs
        self._documents = Documents(log, profile.pair_header)
        self._clocks: dict[str, tuple[str, int]] = {}
        self._roles: dict[str, str] = {}
        self._times: dict[str, float] = {}

    def attach(self, context: BrowserContext) -> None:
        """Listens to everything that the context and its pages tell."""
        context.on("page", self._page)
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("requestfailed", self._failed)

    def probe(self, source: Mapping[str, Any], message: str) -> None:
        """The binding: one message of a probe, as JSON."""
        try:
            told = json.loads(message)
            tab = self._tabs.name(source["page"])
            self._told(tab, told)
        except (KeyError, TypeError, ValueError) as error:
            # Any page may call the binding: what is no message of a probe is noted, no crash.
            self._log.add("harness", Phase.INFO, "warning", {"text": f"bad message: {error!r}"})

    def played(self, name: str, request: Request) -> None:
        """A route answers this request in the server's place, under a name of its own."""
        detail: dict[str, Json] = {"method": request.method, "url": request.url}
        self._log.add("harness", Phase.INFO, "fault", detail, pair=name)

    def _told(self, tab: str, told: dict[str, Any]) -> None:
        clock, at_ms = self._clock(tab, told["doc"]), float(told["t"])
        what, kind, detail = str(told["what"]), Phase(told["kind"]), dict(told["detail"])
        pair = str(detail.pop("pair", ""))
        detail["order"] = f"{told.get('agent', '')}:{told.get('order', 0)}"
        self._times[tab] = at_ms
        if what == "document" and kind is Phase.BEGIN:
            self._documents.began(tab, clock, at_ms, detail, pair)
            return
        if what == "request":
            detail, pair = self._of_request(clock, kind, detail, pair)
        elif what.startswith("storage."):
            detail = self._of_storage(detail)
        self._log.add(tab, kind, what, detail, at_ms=at_ms, clock=clock, pair=pair)

    def _clock(self, tab: str, doc: str) -> str:
        known, number = self._clocks.get(tab, ("", 0))
        if known != doc:
            number += 1
            self._clocks[tab] = (doc, number)
        return f"{tab}/{number}"

    def _of_request(
        self, clock: str, kind: Phase, detail: dict[str, Any], pair: str
    ) -> tuple[dict[str, Any], str]:
        key = f"{clock}/{detail.get('id')}"
        if kind is Phase.BEGIN:
            sent = detail.get("sent")
            body = sent if isinstance(sent, str) else None
            role = self._role(str(detail.get("method", "GET")), str(detail["url"]), body, detail)
            self._roles[key] = role
            authorization = str(detail.pop("authorization", None) or "")
            self._remember(authorization, str(detail["url"]))
            detail |= {
                "role": role,
                "foreign": not self._own(str(detail["url"])),
                "bearer": bearer_uid(authorization),
                "leak": _leak(str(detail["url"]), body, role),
            }
            if body is not None:
                detail["sent"] = _parsed(body)
            return detail, pair
        detail["role"] = self._roles.get(key, Role.OTHER)
        headers = {
            str(name).lower(): value for name, value in (detail.get("headers") or {}).items()
        }
        detail["headers"] = headers
        if isinstance(detail.get("body"), str):
            detail["body"] = _parsed(detail["body"])
        names = (headers.get(it) for it in (PLAYED, self._profile.pair_header.lower()))
        return detail, str(next((it for it in names if it), pair))

    def _remember(self, authorization: str, url: str) -> None:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() == "bearer" and self._own(url):
            self.last_bearer = token.strip()

    def _role(self, method: str, url: str, body: str | None, detail: Mapping[str, Any]) -> Role:
        if not self._own(url):
            return Role.OTHER
        role = self._profile.api.role_of(method, url, body)
        beacon = detail.get("initiator") == "beacon" and role is Role.OTHER
        return Role.TELEMETRY if beacon else role

    def _own(self, url: str) -> bool:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc}" in self._origins or not parts.netloc

    def _of_storage(self, detail: dict[str, Any]) -> dict[str, Any]:
        if isinstance(detail.get("value"), str) and detail.get("role") == "entry":
            detail["value"] = _parsed(detail["value"])
        return detail

    def _page(self, page: Page) -> None:
        tab = self._tabs.name(page)
        page.on("close", lambda _: self._closed(page))
        page.on("crash", lambda _: self._crashed(page))
        self._documents.appeared(tab)

    def _closed(self, page: Page) -> None:
        tab = self._tabs.name(page)
        clock = self._clocks.get(tab, ("", 0))
        self._log.add(
            tab,
            Phase.INFO,
            "closed",
            at_ms=self._times.get(tab, 0.0),
            clock=f"{tab}/{clock[1]}" if clock[1] else "harness",
        )

    def _crashed(self, page: Page) -> None:
        text = f"{self._tabs.name(page)} crashed: its process ended."
        self._log.add("harness", Phase.INFO, "warning", {"text": text})

    def _is_document(self, request: Request) -> bool:
        if not request.is_navigation_request():
            return False
        try:
            return request.frame.parent_frame is None
        except Error:
            return True

    def _request(self, request: Request) -> None:
        if self._is_document(request):
            page = page_of(request)
            self._documents.requested(request, self._tabs.name(page) if page else "")

    def _response(self, response: Response) -> None:
        if self._is_document(response.request):
            self._documents.responded(response.request, response)

    def _failed(self, request: Request) -> None:
        if self._is_document(request):
            self._documents.failed(request)


def _leak(url: str, body: str | None, role: Role) -> str:
    """Where a token stands that is not the Authorization header; auth's own calls carry tokens by
    their nature.
    """
    if has_token(url):
        return "url"
    return "body" if body and role is not Role.AUTH and has_token(body) else ""


def _parsed(text: str) -> Json:
    try:
        found: Json = json.loads(text)
    except ValueError:
        return text
    return found
