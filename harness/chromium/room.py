"""A `Room` on the leaner driver."""

import base64
from collections.abc import Callable, Mapping
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import suppress
from typing import Any, Protocol

from harness.browser.cdp import CdpClient, CdpRefused
from harness.browser.plan import in_page
from harness.chromium.context import Context
from harness.chromium.scripts import REST, hand
from harness.chromium.tab import Session, Tab
from harness.conditions.wire import Fault
from harness.errors import BrowserLost, NotObserved, Unsupported
from harness.model.word import Capability, Topology
from harness.profile.locator import Locator
from harness.profile.step import RUN, Step

GOTO_S = 20.0
SCRIPTS_S = 2.0
KEYS = {"Enter": 13, "Tab": 9, "Escape": 27, " ": 32, "Backspace": 8}
HIDE = """(() => {
  for (const [name, value] of [['visibilityState', 'hidden'], ['hidden', true]])
    Object.defineProperty(document, name, { configurable: true, get: () => value });
  document.dispatchEvent(new Event('visibilitychange'));
})()"""


class Until(Protocol):
    """Waits until something holds, letting the browser move; says whether it came to hold."""

    def __call__(self, done: Callable[[], bool], limit_s: float = ...) -> bool:
        """At most `limit_s` of real time."""


class ChromiumRoom:
    """One isolated context with its tabs."""

    def __init__(
        self, cdp: CdpClient, context: Context, until: Until, forget: Callable[[], None]
    ) -> None:
        self._cdp = cdp
        self._context = context
        self._until = until
        self._forget = forget
        self._give_cookies()

    def new_tab(self) -> str:
        """Opens an empty tab and returns its name."""
        asked = {"url": "about:blank", "browserContextId": self._context.id}
        target = str(self._cdp.call("Target.createTarget", asked, timeout_s=30)["targetId"])
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
        sent = self._session(tab).send("Page.navigate", {"url": url})
        self._until(lambda: sent.done() or it.is_held, GOTO_S)

    def reload(self, tab: str) -> None:
        """Reloads the tab."""
        self._session(tab).send("Page.reload")

    def history(self, tab: str, steps: int) -> None:
        """Goes back (negative) or forward in the tab's history."""
        self._ask(tab, f"history.go({int(steps)})")

    def open_from(self, tab: str, url: str, topology: Topology) -> None:
        """Has the page in `tab` open `url` in the way of `topology`."""
        features = {
            Topology.NOOPENER: "noopener",
            Topology.NEW_WINDOW: "popup,width=900,height=700",
        }.get(topology, "")
        self._ask(tab, f"void window.open({url!r}, '_blank', {features!r})")

    def do(self, tab: str, step: Step, values: Mapping[str, str]) -> None:
        """Does what a person would; raises NotObserved when the thing to act on does not appear in
        time.
        """
        known = {**values, RUN: self._context.plan.run}
        self._until(lambda: self._is_still(tab), SCRIPTS_S)
        text = step.text(known) if step.value is not None else ""
        acts: dict[str, Callable[[], bool]] = {
            "click": lambda: self._click(tab, step.locator),
            "fill": lambda: self._fill(tab, step.locator, text),
            "select": lambda: self._hand(tab, "choose", step.locator, text) is not None,
            "press": lambda: self._press(tab, step.locator, text),
            "check": lambda: self._check(tab, step.locator),
            "wait": lambda: self.sees(tab, step.locator),
        }
        limit_s = self._context.plan.profile.deadlines.step_ms / 1_000
        if not self._until(acts[step.verb], limit_s):
            where = self.address(tab)
            raise NotObserved(f"Could not {step} in {tab} at {where} within {limit_s:g} s.")

    def double_click(self, tab: str, locator: Locator) -> None:
        """Clicks twice within one task of the page."""
        self._until(lambda: self._is_still(tab), SCRIPTS_S)
        limit_s = self._context.plan.profile.deadlines.step_ms / 1_000
        if not self._until(lambda: self._hand(tab, "clickTwice", locator) is not None, limit_s):
            raise NotObserved(f"Could not click {locator} in {tab} within {limit_s:g} s.")

    def sees(self, tab: str, locator: Locator) -> bool:
        """Whether the locator matches something visible now."""
        return self._hand(tab, "sees", locator) is True

    def texts(self, tab: str, selector: str) -> tuple[str, ...]:
        """The visible texts of what a CSS selector matches."""
        found = self._ask(
            tab,
            f"[...document.querySelectorAll({selector!r})]"
            ".filter((it) => it.checkVisibility()).map((it) => it.innerText)",
        )
        return tuple(str(it) for it in found) if isinstance(found, list) else ()

    def read_storage(self, tab: str, key: str) -> str | None:
        """The real value in the tab's localStorage, past the probes and unrecorded."""
        asked = {"storageId": self._storage(tab)}
        entries = self._session(tab).call("DOMStorage.getDOMStorageItems", asked)["entries"]
        return next((str(value) for name, value in entries if name == key), None)

    def write_storage(self, tab: str, key: str, value: str | None) -> None:
        """Writes (None removes) in the tab's localStorage, past the probes and unrecorded."""
        asked: dict[str, object] = {"storageId": self._storage(tab), "key": key}
        if value is None:
            self._session(tab).call("DOMStorage.removeDOMStorageItem", asked)
        else:
            self._session(tab).call("DOMStorage.setDOMStorageItem", {**asked, "value": value})

    def address(self, tab: str) -> str:
        """The address that the tab shows now."""
        return self._tab(tab).url

    def arm_clock(self, tab: str, *, armed: bool) -> None:
        """Lets virtual time run in the tab, or lets it stand still."""
        on = "true" if armed else "false"
        self._ask(tab, f"window[Symbol.for('layerproof')]?.clock?.arm({on})")

    def hide(self, tab: str) -> None:
        """Lets the page see itself as hidden; a script does it."""
        self._ask(tab, HIDE)

    def open_gate(self, name: str) -> None:
        """Lets go who is parked at the page gate."""
        for tab in self._context.open_tabs():
            waiting = next((it for it in tab.waiting.values() if it.name == name), None)
            if waiting is not None:
                self._context.go(tab, waiting.number)
                return

    def close_tab(self, tab: str) -> None:
        """Closes the tab as a person would, with its last words."""
        it = self._tab(tab)
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
        """Raises Unsupported: IndexedDB cannot be saved here."""
        raise Unsupported("saving the browser's state", [])

    def play(self, fault: Fault) -> None:
        """Raises Unsupported."""
        raise Unsupported(f"a fault of {fault.role}", [Capability.ROUTES])

    def close(self) -> None:
        """Ends the room and its tabs."""
        self._forget()
        with suppress(CdpRefused, BrowserLost):
            asked = {"browserContextId": self._context.id}
            self._cdp.send("Target.disposeBrowserContext", asked)

    def _give_cookies(self) -> None:
        plan = self._context.plan
        secure = plan.origin.startswith("https:")
        given = [
            {"name": it, "value": value, "url": plan.origin, "secure": secure, "sameSite": "Lax"}
            for it, value in plan.visa.cookies.items()
        ]
        if given:
            asked = {"cookies": given, "browserContextId": self._context.id}
            self._cdp.call("Storage.setCookies", asked)

    def _is_still(self, tab: str) -> bool:
        """Whether the page's scripts have run: nothing is on its way, or waits for its turn."""
        it = self._tab(tab)
        if it.unheld or it.is_held:
            return False
        at_rest = self._ask(tab, f"document.readyState === 'complete' && {REST}()")
        return isinstance(at_rest, dict) and at_rest["underway"] == ""

    def _click(self, tab: str, locator: Locator) -> bool:
        spot = self._hand(tab, "place", locator)
        if not isinstance(spot, dict):
            return False
        at: dict[str, Any] = {"x": spot["x"], "y": spot["y"], "button": "left", "clickCount": 1}
        session = self._session(tab)
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            sent = session.send("Input.dispatchMouseEvent", {"type": kind, **at})
        self._until(lambda: sent.done() or self._tab(tab).is_held, GOTO_S)
        return True

    def _fill(self, tab: str, locator: Locator, text: str) -> bool:
        if self._hand(tab, "focus", locator) is None:
            return False
        if text:
            self._session(tab).call("Input.insertText", {"text": text})
        else:
            self._key(tab, "Backspace")
        return True

    def _press(self, tab: str, locator: Locator, key: str) -> bool:
        if self._hand(tab, "focus", locator) is None:
            return False
        self._key(tab, key)
        return True

    def _key(self, tab: str, key: str) -> None:
        code = KEYS.get(key, ord(key[0].upper()))
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        pressed = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        down = {"type": "keyDown", "text": text, **pressed}
        self._session(tab).send("Input.dispatchKeyEvent", down)
        sent = self._session(tab).send("Input.dispatchKeyEvent", {"type": "keyUp", **pressed})
        self._until(lambda: sent.done() or self._tab(tab).is_held, GOTO_S)

    def _check(self, tab: str, locator: Locator) -> bool:
        checked = self._hand(tab, "isChecked", locator)
        return checked is True or (checked is False and self._click(tab, locator))

    def _hand(self, tab: str, call: str, locator: Locator, *arguments: str) -> object:
        return self._ask(tab, hand(call, in_page(locator), *arguments))

    def _ask(self, tab: str, expression: str) -> object:
        """What the page answers; None where it throws, or cannot be asked just now."""
        asked = {
            "expression": expression,
            "awaitPromise": True,
            "returnByValue": True,
            "userGesture": True,
        }
        sent = self._session(tab).send("Runtime.evaluate", asked)
        self._until(lambda: sent.done() or self._tab(tab).is_held, GOTO_S)
        if not sent.done() or sent.exception() is not None:
            return None
        reply = sent.result()
        return None if "exceptionDetails" in reply else reply.get("result", {}).get("value")

    def _storage(self, tab: str) -> dict[str, object]:
        frame = self._session(tab).call("Page.getFrameTree")["frameTree"]["frame"]
        return {"securityOrigin": frame["securityOrigin"], "isLocalStorage": True}

    def _session(self, tab: str) -> Session:
        return Session(self._cdp, self._tab(tab).session)

    def _tab(self, name: str) -> Tab:
        found = [it for it in self._context.tabs.values() if it.name == name]
        return found[-1]
