"""What Playwright tells of a context and its pages, recorded into a log."""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Request, Response

from harness.browser.telling import Telling
from harness.model.event import Json, Phase
from harness.model.word import Role
from harness.profile.profile import Profile
from harness.stage.log import EventLog


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
        self._log = log
        self._tabs = tabs
        self._telling = Telling(log, profile, origins)
        self._documents = self._telling.documents

    @property
    def last_bearer(self) -> str:
        """The last bearer token that a page sent to its own origin."""
        return self._telling.last_bearer

    def attach(self, context: BrowserContext) -> None:
        """Listens to everything that the context and its pages tell."""
        context.on("page", self._page)
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("requestfailed", self._failed)

    def probe(self, source: Mapping[str, Any], message: str) -> None:
        """The binding: one message of a probe, as JSON."""
        self._telling.told(self._tabs.name(source["page"]), message)

    def played(self, name: str, request: Request, role: Role) -> None:
        """A route answers this request in the server's place, under a name of its own, or, with
        none, lets it have no answer.
        """
        detail: dict[str, Json] = {"method": request.method, "url": request.url, "role": role}
        self._log.add("harness", Phase.INFO, "fault" if name else "cut", detail, pair=name)

    def _page(self, page: Page) -> None:
        tab = self._tabs.name(page)
        page.on("close", lambda _: self._telling.closed(tab))
        page.on("crash", lambda _: self._telling.crashed(tab))
        self._documents.appeared(tab)

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


def page_of(request: Request) -> Page | None:
    """The page whose frame the request is of; None where Playwright cannot tell yet."""
    try:
        return request.frame.page
    except Error:
        # "Frame for this navigation request is not available": a popup's first request.
        return None
