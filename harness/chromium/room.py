"""A `Room` on the leaner driver."""

import base64
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import suppress
from typing import Any, cast

from harness.browser.cdp import CdpClient, CdpRefused, Reply
from harness.chromium.context import Context
from harness.chromium.hands import Hands, Until
from harness.chromium.launch import granted
from harness.chromium.saved import saved
from harness.chromium.scripts import kept_databases
from harness.chromium.tab import Session, Tab
from harness.conditions.wire import Fault
from harness.errors import BrowserLost, NotObserved, Unsupported
from harness.model.word import Capability, Topology
from harness.profile.locator import Locator
from harness.profile.step import RUN, Step

GOTO_S = 20.0
# No answer in so long is none at all, on a busy machine too.
CALL_S = 30.0
SCRIPTS_S = 2.0
HIDE = """(() => {
  for (const [name, value] of [['visibilityState', 'hidden'], ['hidden', true]])
    Object.defineProperty(document, name, { configurable: true, get: () => value });
  document.dispatchEvent(new Event('visibilitychange'));
})()"""


class ChromiumRoom:
    """One isolated context with its tabs."""

    def __init__(
        self,
        cdp: CdpClient,
        context: Context,
        until: Until,
        forget: Callable[[], None],
        *,
        cookies: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        self._cdp = cdp
        self._context = context
        self._until = until
        self._forget = forget
        self._grant()
        self._give_cookies(cookies)

    def new_tab(self) -> str:
        """Opens an empty tab and returns its name."""
        asked = {"url": "about:blank", "browserContextId": self._context.id}
        target = str(self._cdp.call("Target.createTarget", asked, timeout_s=CALL_S)["targetId"])
        found: list[Tab] = []

        def is_there() -> bool:
            found[:] = [it for it in self._context.open_tabs() if it.target == target]
            return bool(found) and found[0].is_ready

        if not self._until(is_there):
            raise BrowserLost("The browser opened no tab.")
        return found[0].name

    def tabs(self) -> tuple[str, ...]:
        """The names of the open tabs, oldest first."""
        return tuple(it.name for it in self._context.open_tabs())

    def goto(self, tab: str, url: str) -> None:
        """Starts a navigation, and returns when the document is there, the load failed, or its
        request is held at a gate.
        """
        it = self._tab(tab)
        before = it.loader
        sent = self._session(tab).send("Page.navigate", {"url": url})
        # Who sent it hears of the end before the tab says that it shows something else.
        self._until(lambda: it.is_deaf or _is_over(sent, it.loader != before), GOTO_S)

    def reload(self, tab: str) -> None:
        """Reloads the tab, and returns as `goto` does."""
        it = self._tab(tab)
        before = it.loader
        self._session(tab).send("Page.reload")
        self._until(lambda: it.loader != before or it.is_deaf, GOTO_S)

    def history(self, tab: str, steps: int) -> None:
        """Goes back (negative) or forward in the tab's history."""
        self._hands(tab).ask(f"history.go({int(steps)})")

    def open_from(self, tab: str, url: str, topology: Topology) -> None:
        """Has the page in `tab` open `url` in the way of `topology`."""
        features = {
            Topology.NOOPENER: "noopener",
            Topology.NEW_WINDOW: "popup,width=900,height=700",
        }.get(topology, "")
        self._hands(tab).ask(f"void window.open({url!r}, '_blank', {features!r})")

    def do(self, tab: str, step: Step, values: Mapping[str, str]) -> None:
        """Does what a person would; raises NotObserved when the thing to act on does not appear in
        time.
        """
        known = {**values, RUN: self._context.plan.run}
        hands = self._hands(tab)
        self._until(hands.rests, SCRIPTS_S)
        text = step.text(known) if step.value is not None else ""
        acts: dict[str, Callable[[], bool]] = {
            "click": lambda: hands.click(step.locator),
            "fill": lambda: hands.fill(step.locator, text),
            "select": lambda: hands.choose(step.locator, text),
            "press": lambda: hands.press(step.locator, text),
            "check": lambda: hands.check(step.locator),
            "wait": lambda: hands.sees(step.locator),
        }
        limit_s = self._context.plan.profile.deadlines.step_ms / 1_000
        if not self._until(acts[step.verb], limit_s):
            where = self.address(tab)
            raise NotObserved(f"Could not {step} in {tab} at {where} within {limit_s:g} s.")

    def double_click(self, tab: str, locator: Locator) -> None:
        """Clicks twice within one task of the page."""
        hands = self._hands(tab)
        self._until(hands.rests, SCRIPTS_S)
        limit_s = self._context.plan.profile.deadlines.step_ms / 1_000
        if not self._until(lambda: hands.click_twice(locator), limit_s):
            raise NotObserved(f"Could not click {locator} in {tab} within {limit_s:g} s.")

    def sees(self, tab: str, locator: Locator) -> bool:
        """Whether the locator matches something visible now."""
        return self._hands(tab).sees(locator)

    def texts(self, tab: str, selector: str) -> tuple[str, ...]:
        """The visible texts of what a CSS selector matches."""
        found = self._hands(tab).ask(
            f"[...document.querySelectorAll({selector!r})]"
            ".filter((it) => it.checkVisibility()).map((it) => it.innerText)",
        )
        return tuple(str(it) for it in found) if isinstance(found, list) else ()

    def read_storage(self, tab: str, key: str) -> str | None:
        """The real value in the tab's localStorage, past the probes and unrecorded."""
        entries = self._stored(tab, "getDOMStorageItems")["entries"]
        return next((str(value) for name, value in entries if name == key), None)

    def write_storage(self, tab: str, key: str, value: str | None) -> None:
        """Writes (None removes) in the tab's localStorage, past the probes and unrecorded."""
        if value is None:
            self._stored(tab, "removeDOMStorageItem", key=key)
        else:
            self._stored(tab, "setDOMStorageItem", key=key, value=value)

    def address(self, tab: str) -> str:
        """The address that the tab shows now."""
        return self._tab(tab).url

    def arm_clock(self, tab: str, *, armed: bool) -> None:
        """Lets virtual time run in the tab, or lets it stand still."""
        on = "true" if armed else "false"
        self._hands(tab).ask(f"window[Symbol.for('layerproof')]?.clock?.arm({on})")

    def hide(self, tab: str) -> None:
        """Lets the page see itself as hidden; a script does it."""
        self._hands(tab).ask(HIDE)

    def open_gate(self, name: str) -> None:
        """Lets go who is parked at the page gate, or the next to come."""
        self._context.open_gate(name)

    def close_tab(self, tab: str) -> None:
        """Closes the tab as a person would, with its last words."""
        it = self._tab(tab)
        if it.is_closed:
            return
        self._cdp.send("Target.closeTarget", {"targetId": it.target})
        self._until(lambda: it.is_closed, GOTO_S)

    def screenshot(self, tab: str) -> bytes | None:
        """A PNG of the tab, None where none can be had."""
        with suppress(CdpRefused, BrowserLost, FutureTimeout, KeyError):
            reply = self._session(tab).call("Page.captureScreenshot", timeout_s=2)
            return base64.b64decode(reply["data"])
        return None

    def bearer(self) -> str:
        """The last bearer token that a page of the room sent to its own origin."""
        return self._context.telling.last_bearer

    def state(self) -> Mapping[str, object]:
        """Cookies, and localStorage and IndexedDB of the room's origin as its last tab knows them;
        raises Unsupported where IndexedDB holds what is no JSON.
        """
        plan, tab = self._context.plan, self.tabs()[-1]
        kept = cast("dict[str, Any]", self._hands(tab).ask(kept_databases()))
        if kept["strange"]:
            raise Unsupported(f"what is no JSON in {kept['strange']} of IndexedDB", [])
        asked = {"browserContextId": self._context.id}
        cookies = self._cdp.call("Storage.getCookies", asked, timeout_s=CALL_S)["cookies"]
        entries = self._stored(tab, "getDOMStorageItems")["entries"]
        return saved(plan.origin, cookies, entries, kept["databases"])

    def play(self, fault: Fault) -> None:
        """Raises Unsupported."""
        raise Unsupported(f"a fault of {fault.role}", [Capability.ROUTES])

    def close(self) -> None:
        """Ends the room and its tabs."""
        self._forget()
        with suppress(CdpRefused, BrowserLost):
            asked = {"browserContextId": self._context.id}
            self._cdp.send("Target.disposeBrowserContext", asked)

    def _grant(self) -> None:
        """The profile's permissions, to every page of the context."""
        words = granted(self._context.plan.profile.permissions)
        if words:
            asked = {"permissions": words, "browserContextId": self._context.id}
            self._cdp.call("Browser.grantPermissions", asked, timeout_s=CALL_S)

    def _give_cookies(self, cookies: Sequence[Mapping[str, Any]]) -> None:
        plan = self._context.plan
        secure = plan.origin.startswith("https:")
        given = [
            {"name": it, "value": value, "url": plan.origin, "secure": secure, "sameSite": "Lax"}
            for it, value in plan.visa.cookies.items()
        ]
        given += [dict(it) for it in cookies]
        if given:
            asked = {"cookies": given, "browserContextId": self._context.id}
            self._cdp.call("Storage.setCookies", asked, timeout_s=CALL_S)

    def _hands(self, tab: str) -> Hands:
        return Hands(self._cdp, self._tab(tab), self._until)

    def _stored(self, tab: str, what: str, **parts: str) -> Reply:
        session = self._session(tab)
        try:
            tree = session.call("Page.getFrameTree", timeout_s=CALL_S)
            origin = tree["frameTree"]["frame"]["securityOrigin"]
            at = {"securityOrigin": origin, "isLocalStorage": True}
            asked = {"storageId": at, **parts}
            return session.call(f"DOMStorage.{what}", asked, timeout_s=CALL_S)
        except CdpRefused as error:
            where = self.address(tab)
            raise NotObserved(f"{tab} at {where} has no storage to look at: {error}.") from error

    def _session(self, tab: str) -> Session:
        return Session(self._cdp, self._tab(tab).session)

    def _tab(self, name: str) -> Tab:
        return {it.name: it for it in list(self._context.tabs.values())}[name]


def _is_over(navigation: Future[Reply], is_shown: bool) -> bool:
    """Whether a navigation has led to a document, or never will."""
    if not navigation.done():
        return False
    if navigation.exception() is not None:
        return True
    reply = navigation.result()
    return is_shown or "errorText" in reply or "loaderId" not in reply
