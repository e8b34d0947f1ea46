"""One isolated browser context, behind the stage's `Room`."""

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, Page, Route

from harness.browser.gates import PageGates
from harness.browser.locate import locate
from harness.browser.plan import probe_config, runner_pattern
from harness.browser.probes import BINDING, probe_script
from harness.browser.recorder import Recorder, Tabs
from harness.browser.routes import Routes, quietly
from harness.browser.sight import seen, through_moves
from harness.browser.worker import install_stale_worker
from harness.conditions.wire import Fault
from harness.errors import NotObserved
from harness.init.page import Page as Seen
from harness.model.word import Topology
from harness.profile.locator import Locator
from harness.profile.step import RUN, Step
from harness.stage.driver import RoomPlan
from harness.stage.log import EventLog

GOTO_MS = 20_000
SCRIPTS_MS = 2_000
HIDE = """() => {
  for (const [name, value] of [['visibilityState', 'hidden'], ['hidden', true]])
    Object.defineProperty(document, name, { configurable: true, get: () => value });
  document.dispatchEvent(new Event('visibilitychange'));
}"""

Guard = Callable[[str], AbstractContextManager[None]]


class PlaywrightRoom:
    """A `Room` on Playwright. Tabs are named in the order in which the scenario first saw them."""

    def __init__(
        self,
        context: BrowserContext,
        plan: RoomPlan,
        log: EventLog,
        tabs: Tabs,
        guard: Guard,
    ) -> None:
        self.context = context
        self._plan = plan
        self._tabs = tabs
        self._guard = guard
        origins = tuple(it for it in (plan.origin, plan.other_origin) if it)
        self._recorder = Recorder(log, plan.profile, (*origins, *plan.profile.hosts.own), tabs)
        self.routes = Routes(
            context,
            plan.profile,
            lambda url: _origin(url) in origins,
            self._recorder.played,
            by_http=plan.origin.startswith("http:"),
        )
        self._gates = PageGates(context)
        with guard("setting up a context"):
            self._set_up()

    def _set_up(self) -> None:
        plan = self._plan
        self.context.set_default_timeout(plan.profile.deadlines.step_ms)
        self._recorder.attach(self.context)
        self.context.expose_binding(
            BINDING, lambda source, message: self._recorder.probe(source, message)
        )
        if plan.gates:
            self._gates.expose()
        self.context.add_init_script(probe_script(probe_config(plan)))
        self._give_cookies()
        if plan.secret_headers:
            self.context.route(f"{plan.origin}/**", self._with_secrets)
        for fault in plan.routes:
            self.routes.play(fault)
        if plan.redirect_runner:
            self.context.route(f"{plan.origin}/**", self._to_other_host)
        if plan.stale_worker:
            install_stale_worker(self.context, plan)

    def _give_cookies(self) -> None:
        """The visa's cookies, for the whole of the room's origin and for no other site."""
        origin, cookies = self._plan.origin, self._plan.visa.cookies
        secure = origin.startswith("https:")
        if cookies:
            self.context.add_cookies(
                [
                    {"name": it, "value": value, "url": origin, "secure": secure, "sameSite": "Lax"}
                    for it, value in cookies.items()
                ]
            )

    def new_tab(self) -> str:
        """Opens an empty tab and returns its name."""
        with self._guard("opening a tab"):
            return self._tabs.name(self.context.new_page())

    def tabs(self) -> tuple[str, ...]:
        """The names of the open tabs, oldest first."""
        return tuple(self._tabs.name(it) for it in self.context.pages)

    def goto(self, tab: str, url: str) -> None:
        """Navigates; a dead network is no error here, it is what the events tell."""
        with self._guard(f"opening {url}"):
            quietly(lambda: self._page(tab).goto(url, wait_until="commit", timeout=GOTO_MS))

    def reload(self, tab: str) -> None:
        """Reloads the tab."""
        with self._guard("reloading"):
            quietly(lambda: self._page(tab).reload(wait_until="commit", timeout=GOTO_MS))

    def history(self, tab: str, steps: int) -> None:
        """Goes back or forward, as the page's own history does it, so that bfcache may restore."""
        with self._guard("going through the history"):
            quietly(lambda: self._page(tab).evaluate(f"history.go({int(steps)})"))

    def open_from(self, tab: str, url: str, topology: Topology) -> None:
        """Has the page open `url` with `window.open`, inside a task of its own."""
        features = {
            Topology.NOOPENER: "noopener",
            Topology.NEW_WINDOW: "popup,width=900,height=700",
        }.get(topology, "")
        script = "([url, features]) => { window.open(url, '_blank', features); }"
        with self._guard("opening a tab from a page"):
            self._page(tab).evaluate(script, [url, features])

    def do(self, tab: str, step: Step, values: Mapping[str, str]) -> None:
        """Does what a person would; raises NotObserved when the thing to act on does not appear."""
        page = self._page(tab)
        target = locate(page, step.locator).first
        known = {**values, RUN: self._plan.run}
        with self._guard(f"doing: {step}"):
            self._until_scripts_ran(page)
            try:
                match step.verb:
                    case "click":
                        target.click()
                    case "fill":
                        target.fill(step.text(known))
                    case "select":
                        target.select_option(label=step.text(known))
                    case "press":
                        target.press(step.text(known))
                    case "check":
                        target.check()
                    case _:
                        target.wait_for(state="visible")
            except Error as error:
                said = str(error).splitlines()[0]
                limit_s = self._plan.profile.deadlines.step_ms / 1_000
                raise NotObserved(
                    f"Could not {step} in {tab} at {page.url} within {limit_s:g} s: {said}"
                ) from error

    def _until_scripts_ran(self, page: Page) -> None:
        """A button that is there before its page's scripts have run does nothing yet. Not for long:
        a script may hang, and the page be used all the same.
        """
        quietly(lambda: page.wait_for_load_state("domcontentloaded", timeout=SCRIPTS_MS))

    def double_click(self, tab: str, locator: Locator) -> None:
        """Clicks twice within one task of the page, once the thing can be clicked at all."""
        page = self._page(tab)
        with self._guard("clicking twice"):
            self._until_scripts_ran(page)
            found = locate(page, locator).first
            found.click(trial=True)
            found.evaluate("it => { it.click(); it.click(); }")

    def sees(self, tab: str, locator: Locator) -> bool:
        """Whether the locator matches something visible now."""
        with self._guard("looking"):
            return locate(self._page(tab), locator).count() > 0

    def appears(self, tab: str, locator: Locator, limit_ms: float) -> bool:
        """Whether the locator matches something visible now, or within `limit_ms`."""
        with self._guard("looking for something"):
            try:
                locate(self._page(tab), locator).first.wait_for(timeout=limit_ms)
            except Error:
                return False
            return True

    def look(self, tab: str) -> Seen:
        """What a person can see in the tab and act on."""
        with self._guard("looking at a page"):
            return seen(self._page(tab))

    def texts(self, tab: str, selector: str) -> tuple[str, ...]:
        """The visible texts of what a CSS selector matches."""
        with self._guard("reading"):
            return tuple(self._page(tab).locator(selector).filter(visible=True).all_inner_texts())

    def read_storage(self, tab: str, key: str) -> str | None:
        """The real value: Playwright reads it in a world of its own, which the probes do not
        touch.
        """
        with self._guard("reading storage"):
            storage = self._page(tab).local_storage
            return through_moves(lambda: storage.get_item(key))

    def write_storage(self, tab: str, key: str, value: str | None) -> None:
        """Writes in that world too, unrecorded."""
        storage = self._page(tab).local_storage
        with self._guard("writing storage"):
            if value is None:
                through_moves(lambda: storage.remove_item(key))
            else:
                through_moves(lambda: storage.set_item(key, value))

    def address(self, tab: str) -> str:
        """The address that the tab shows now."""
        return self._page(tab).url

    def arm_clock(self, tab: str, *, armed: bool) -> None:
        """Lets virtual time run in the tab, or lets it flow really again."""
        script = "on => window[Symbol.for('layerproof')]?.clock?.arm(on)"
        with self._guard("arming the clock"):
            self._page(tab).evaluate(script, armed)

    def hide(self, tab: str) -> None:
        """Makes `visibilityState` hidden and says so; headless tabs never become hidden."""
        with self._guard("hiding a tab"):
            self._page(tab).evaluate(HIDE)

    def open_gate(self, name: str) -> None:
        """Lets go who is parked at the page gate, or the next to come."""
        self._gates.open(name)

    def close_tab(self, tab: str) -> None:
        """Closes the tab; its `pagehide` runs."""
        with self._guard("closing a tab"):
            self._page(tab).close(run_before_unload=True)

    def screenshot(self, tab: str) -> bytes | None:
        """A PNG of the tab, None where none can be had (a held navigation, a page that is gone)."""
        try:
            return self._page(tab).screenshot(timeout=2_000)
        except Error:
            return None

    def bearer(self) -> str:
        """The last bearer token that a page of the room sent to its own origin."""
        return self._recorder.last_bearer

    def state(self) -> Mapping[str, object]:
        """Cookies, storage and IndexedDB (where Firebase keeps its sign-in)."""
        with self._guard("saving the browser's state"):
            return dict(self.context.storage_state(indexed_db=True))

    def play(self, fault: Fault) -> None:
        """Adds a fault to the room's routes."""
        self.routes.play(fault)

    def close(self) -> None:
        """Ends the room: what is held is let go first."""
        self.routes.release()
        self._gates.release()
        with self._guard("closing a context"):
            quietly(self.context.close)

    def _page(self, tab: str) -> Page:
        return self._tabs.page(tab)

    def _with_secrets(self, route: Route) -> None:
        headers = {**route.request.headers, **self._plan.secret_headers}
        quietly(lambda: route.fallback(headers=headers))

    def _to_other_host(self, route: Route) -> None:
        request = route.request
        parts = urlsplit(request.url)
        if request.is_navigation_request() and re.match(
            runner_pattern(self._plan.profile), f"{parts.path}?{parts.query}"
        ):
            where = self._plan.other_origin + request.url.removeprefix(self._plan.origin)
            route.fulfill(status=307, headers={"location": where})
        else:
            route.fallback()


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
