"""What a person does in a tab, and what can be asked of it, over the debugging protocol.

Each act says whether it could be done; who wants to wait for that asks again. A tab whose
navigation is held answers nothing: then nobody waits for it.
"""

from collections.abc import Callable
from typing import Any, Protocol

from harness.browser.cdp import CdpClient
from harness.browser.plan import in_page
from harness.chromium.scripts import REST, hand
from harness.chromium.tab import Session, Tab, value_of
from harness.profile.locator import Locator

# As long as a person might wait for a page.
ACT_S = 20.0
# The protocol's names for keys, by ours, with their codes.
KEYS = {
    "ArrowDown": 40,
    "ArrowLeft": 37,
    "ArrowRight": 39,
    "ArrowUp": 38,
    "Backspace": 8,
    "Delete": 46,
    "End": 35,
    "Enter": 13,
    "Escape": 27,
    "Home": 36,
    "Tab": 9,
}
_TEXTS = {"Enter": "\r", "Tab": "\t"}


class Until(Protocol):
    """Waits until something holds, letting the browser move; says whether it came to hold."""

    def __call__(self, done: Callable[[], bool], limit_s: float = ...) -> bool:
        """At most `limit_s` of real time."""


class Hands:
    """A person's hands, and eyes, in one tab."""

    def __init__(self, cdp: CdpClient, tab: Tab, until: Until) -> None:
        self._tab = tab
        self._session = Session(cdp, tab.session)
        self._until = until

    def click(self, locator: Locator) -> bool:
        """Clicks in the middle of it."""
        spot = self._do("place", locator)
        if not isinstance(spot, dict):
            return False
        at: dict[str, Any] = {"x": spot["x"], "y": spot["y"], "button": "left", "clickCount": 1}
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            sent = self._session.send("Input.dispatchMouseEvent", {"type": kind, **at})
        self._until(lambda: sent.done() or self._tab.is_deaf, ACT_S)
        return True

    def click_twice(self, locator: Locator) -> bool:
        """Clicks twice within one task."""
        return self._do("clickTwice", locator) is not None

    def fill(self, locator: Locator, text: str) -> bool:
        """Puts the text in the place of what stands there."""
        found = self._do("fill", locator, text)
        if found == "typed":
            self._insert(text)
        return found is not None

    def press(self, locator: Locator, key: str) -> bool:
        """Presses a key in it: one character, or a key of `KEYS`."""
        if self._do("focus", locator) is None:
            return False
        self._key(key)
        return True

    def choose(self, locator: Locator, wanted: str) -> bool:
        """Chooses the option of that label."""
        return self._do("choose", locator, wanted) is not None

    def check(self, locator: Locator) -> bool:
        """Ticks it, if it is not ticked."""
        checked = self._do("isChecked", locator)
        return checked is True or (checked is False and self.click(locator))

    def sees(self, locator: Locator) -> bool:
        """Whether it matches something visible now."""
        return self._do("sees", locator) is True

    def rests(self) -> bool:
        """Whether the page's scripts have run: nothing is on its way, or waits for its turn."""
        if self._tab.unheld or self._tab.is_held:
            return False
        at_rest = self.ask(f"document.readyState === 'complete' && {REST}()")
        return isinstance(at_rest, dict) and at_rest["underway"] == ""

    def ask(self, expression: str) -> object:
        """What the page answers; None where it throws, or cannot be asked just now."""
        asked = {
            "expression": expression,
            "awaitPromise": True,
            "returnByValue": True,
            "userGesture": True,
        }
        sent = self._session.send("Runtime.evaluate", asked)
        self._until(lambda: sent.done() or self._tab.is_deaf, ACT_S)
        if not sent.done() or sent.exception() is not None:
            return None
        return value_of(sent.result())

    def _do(self, call: str, locator: Locator, *arguments: str) -> object:
        return self.ask(hand(call, in_page(locator), *arguments))

    def _insert(self, text: str) -> None:
        if not text:
            self._key("Backspace")
            return
        sent = self._session.send("Input.insertText", {"text": text})
        self._until(lambda: sent.done() or self._tab.is_deaf, ACT_S)

    def _key(self, key: str) -> None:
        code = KEYS.get(key, ord(key[0].upper()))
        text = _TEXTS.get(key, key if len(key) == 1 else "")
        pressed = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        down = {"type": "keyDown" if text else "rawKeyDown", "text": text, **pressed}
        self._session.send("Input.dispatchKeyEvent", down)
        sent = self._session.send("Input.dispatchKeyEvent", {"type": "keyUp", **pressed})
        self._until(lambda: sent.done() or self._tab.is_deaf, ACT_S)
