"""A browser that walks through an app of which nothing is known: `harness.init`'s `Explorer`.

It records what pages ask and what comes back, in memory only; passwords that are typed stay there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page, Route

from harness.browser.asked import BEACON, WATCH_BEACONS, Record
from harness.browser.locate import locate
from harness.browser.pump import pump
from harness.browser.routes import quietly
from harness.browser.sight import WATCH_WORDS, said, seen, stored, worded
from harness.errors import NotObserved
from harness.init.exchange import READS, Exchange
from harness.init.locators import locator_of
from harness.init.page import Element
from harness.init.page import Page as Seen
from harness.init.walk import Breakage, State
from harness.profile.locator import Locator

FORGET = "(key) => { const done = '__layerproof:forgot'; if (!sessionStorage.getItem(done)) { \
localStorage.removeItem(key); sessionStorage.setItem(done, '1'); } }"
ACT_MS = 5_000
GOTO_MS = 20_000
# Nothing asked and nothing changed for so long is rest; longer than that nobody waits.
STILL_MS = 700
RESTS_MS = 15_000
# The error screens come when the app has tried again for a while.
GIVES_UP_MS = 25_000
GLANCE_MS = 100
# A start's writes are held for at most so long.
HOLDS_MS = 2_000
# Between two attempts of an app nothing may change for a few seconds either.
UNCHANGED_MS = 5_000


class Walker:
    """One browser; whoever is signed in is so in `_context`."""

    def __init__(
        self,
        browser: Browser,
        url: str,
        headers: Mapping[str, str],
        options: Mapping[str, Any],
    ) -> None:
        self.browser = browser
        self._url = url.rstrip("/")
        parts = urlsplit(url)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self._headers = headers
        self._options = options
        self._context: BrowserContext | None = None
        self._record = Record()
        self._kept: State | None = None

    def enter(self, kept: State | None = None) -> None:
        """Begins anew in a context of its own, as nobody or as whom a browser's state knows."""
        if self._context is not None:
            quietly(self._context.close)
        self._record, self._kept = Record(), kept
        self._context = self.new_context(self._record, state=kept)
        self._context.new_page()

    def visit(self, path: str) -> Seen:
        """Opens the path in the first tab, and closes the others; '' is the address itself."""
        first, *others = self._pages()
        for it in others:
            quietly(it.close)
        where = self._url if not path else f"{self.origin}{path}"
        quietly(lambda: first.goto(where, wait_until="domcontentloaded", timeout=GOTO_MS))
        self.rest()
        return self.page()

    def page(self) -> Seen:
        """The newest tab."""
        return seen(self._pages()[-1])

    def do(self, verb: str, element: Element, value: str = "") -> None:
        """Does it to the element as a profile would name it."""
        page = self._pages()[-1]
        named = Locator.model_validate(locator_of(element))
        target = locate(page, named).first
        doing: dict[str, Callable[[], object]] = {
            "click": lambda: target.click(timeout=ACT_MS),
            "fill": lambda: target.fill(value, timeout=ACT_MS),
            "press": lambda: target.press(value, timeout=ACT_MS),
            "select": lambda: target.select_option(label=value, timeout=ACT_MS),
        }
        try:
            doing[verb]()
        except Error as error:
            said = str(error).splitlines()[0]
            raise NotObserved(f"could not {verb} {named} at {page.url}: {said}") from error

    def rest(self) -> None:
        """Waits for a while in which nothing is asked and the address stays."""
        self._still(self._here(), self._record, RESTS_MS)

    def tabs(self) -> int:
        """How many tabs are open."""
        return len(self._pages())

    def start(self, element: Element) -> Seen | None:
        """Clicks, and holds for a moment what is written then: a tab that waits is looked at."""
        context, held = self._here(), list[Route]()
        context.route(self._is_own, lambda route: _hold_write(route, held))
        known = set(context.pages)
        try:
            self.do("click", element)
            pump(context, lambda: bool(set(context.pages) - known), HOLDS_MS)
            pump(context, lambda: False, GLANCE_MS * 3)
            new = [it for it in context.pages if it not in known and it.url != "about:blank"]
            return seen(new[-1]) if new else None
        finally:
            quietly(lambda: context.unroute(self._is_own))
            for route in held:
                quietly(route.fallback)

    def storage(self) -> Mapping[str, str]:
        """The newest tab's localStorage; empty where it has none."""
        return stored(self._pages()[-1])

    def exchanges(self) -> Sequence[Exchange]:
        """What was asked, as far as it is data."""
        return self._record.exchanges()

    def bearer(self) -> str:
        """The last bearer token that a page sent."""
        return self._record.bearer

    def afresh(self, url: str, forget: str) -> tuple[Seen, Sequence[Exchange]]:
        """Opens the address in a copy of the context that lacks the entry."""
        record = Record()
        with self._copy(record, forget) as context:
            page = self._opened(context, url)
            self._still(context, record, RESTS_MS)
            return seen(page), record.exchanges()

    def held(self, url: str, forget: str, session: Exchange) -> Seen | None:
        """The page while the session's request is held."""
        record, held = Record(), []
        with self._copy(record, forget) as context:
            context.route(_is(session), lambda route: held.append(route))
            page = self._opened(context, url)
            pump(context, lambda: bool(held), RESTS_MS)
            if not held:
                return None
            pump(context, lambda: False, STILL_MS)
            looked = seen(page)
            for route in held:
                quietly(route.abort)
            return looked

    def broken(
        self, url: str, forget: str, session: Exchange, breakages: Sequence[Breakage]
    ) -> Mapping[str, Sequence[Seen]]:
        """All breakages at the same time, in copies of the context: they wait side by side."""
        opened = [(it, *self._breaking(it, url, forget, session)) for it in breakages]
        try:
            self._given_up(opened[0][1], [page for *_, page in opened])
            return {it.kind: (*map(worded, said(page)), seen(page)) for it, _, page in opened}
        finally:
            for _, context, _ in opened:
                quietly(context.close)

    def close(self) -> None:
        """Ends what is open."""
        if self._context is not None:
            quietly(self._context.close)

    def _breaking(
        self, it: Breakage, url: str, forget: str, session: Exchange
    ) -> tuple[BrowserContext, Page]:
        context = self.new_context(Record(), state=self._state() if it.signed_in else None)
        context.add_init_script(f"({FORGET})({forget!r})")
        context.add_init_script(WATCH_WORDS)
        context.route(_is(session), lambda route: _break(route, it))
        return context, self._opened(context, url)

    def _given_up(self, context: BrowserContext, pages: Sequence[Page]) -> None:
        """Returns when all pages have said the same for long, or too long has passed."""
        waited, same_ms, before = 0, 0, [said(it) for it in pages]
        while waited < GIVES_UP_MS and same_ms < UNCHANGED_MS:
            pump(context, lambda: False, STILL_MS)
            now = [said(it) for it in pages]
            same_ms = same_ms + STILL_MS if now == before and all(now) else 0
            waited, before = waited + STILL_MS, now

    @contextmanager
    def _copy(self, record: Record, forget: str) -> Iterator[BrowserContext]:
        context = self.new_context(record, state=self._state())
        try:
            context.add_init_script(f"({FORGET})({forget!r})")
            yield context
        finally:
            quietly(context.close)

    def _state(self) -> Any:  # noqa: ANN401 - Playwright's own shape
        return self._kept or self._here().storage_state(indexed_db=True)

    def _opened(self, context: BrowserContext, url: str) -> Page:
        page = context.new_page()
        quietly(lambda: page.goto(url, wait_until="domcontentloaded", timeout=GOTO_MS))
        return page

    def new_context(self, record: Record, *, state: Any = None) -> BrowserContext:  # noqa: ANN401 - Playwright's own shape
        """A context whose requests the record hears."""
        options = {**self._options, **({"storage_state": state} if state else {})}
        context = self.browser.new_context(**options)
        context.set_default_timeout(ACT_MS)
        context.on("request", record.asked)
        context.on("requestfinished", record.finished)
        context.on("requestfailed", record.failed)
        context.expose_binding(BEACON, record.sent)
        context.add_init_script(WATCH_BEACONS)
        if self._headers:
            context.route(f"{self.origin}/**", self._with_headers)
        return context

    def _with_headers(self, route: Route) -> None:
        headers = {**route.request.headers, **self._headers}
        quietly(lambda: route.fallback(headers=headers))

    def _is_own(self, url: str) -> bool:
        return url.startswith(f"{self.origin}/")

    def _still(self, context: BrowserContext, record: Record, limit_ms: int) -> None:
        """Returns when nothing happened for a while."""
        waited, still, before = 0, 0, self._state_of(context, record)
        while waited < limit_ms and still < STILL_MS:
            pump(context, lambda: False, GLANCE_MS)
            now = self._state_of(context, record)
            still = still + GLANCE_MS if now == before else 0
            waited, before = waited + GLANCE_MS, now

    def _state_of(self, context: BrowserContext, record: Record) -> tuple[object, ...]:
        return (record.events, record.open, tuple(it.url for it in context.pages))

    def _here(self) -> BrowserContext:
        if self._context is None:
            self.enter()
        assert self._context is not None
        return self._context

    def _pages(self) -> list[Page]:
        return self._here().pages or [self._here().new_page()]


def _is(session: Exchange) -> Any:  # noqa: ANN401 - a predicate over URLs, as Playwright takes it
    wanted = session.path
    return lambda url: urlsplit(url).path == wanted


def _break(route: Route, it: Breakage) -> None:
    if not it.status:
        quietly(lambda: route.abort("connectionreset"))
        return
    kind = "application/json"
    quietly(lambda: route.fulfill(status=it.status, content_type=kind, body=it.body or "{}"))


def _hold_write(route: Route, held: list[Route]) -> None:
    if route.request.method in READS:
        quietly(route.fallback)
    else:
        held.append(route)
