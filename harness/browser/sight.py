"""What can be seen of a page that is explored, now and since it opened."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Error, Page

from harness.init.page import Page as Seen
from harness.init.page import page_from

Result = TypeVar("Result")

MOVES = 5
LOOKER = Path(__file__).with_name("look.js").read_text("utf-8")
LOOK = f"() => {{ {LOOKER} return layerproofLook().page(); }}"
STORED = "() => { try { return { ...localStorage }; } catch { return {}; } }"
# What a page says one after the other, which is gone too fast to be looked at from outside.
WATCH_WORDS = """(() => {
  const said = (window.__layerproofSaid = []);
  const note = () => {
    const text = document.body?.innerText.replace(/\\s+/g, ' ').trim() ?? '';
    if (text && said.at(-1) !== text && said.length < 200) said.push(text);
  };
  const all = { subtree: true, childList: true, characterData: true, attributes: true };
  new MutationObserver(note).observe(document, all);
  addEventListener('load', note);
})()"""


def seen(page: Page) -> Seen:
    """What is visible on the page now; nothing where it cannot be looked at."""
    try:
        return page_from(page.evaluate(LOOK))
    except Error:
        return Seen(page.url)


def said(page: Page) -> tuple[str, ...]:
    """All that the page said since it opened, in a context that watches it."""
    try:
        return tuple(page.evaluate("() => window.__layerproofSaid ?? []"))
    except Error:
        return ()


def worded(text: str) -> Seen:
    """A page of which only the words are known."""
    return Seen("", text=text)


def stored(page: Page) -> Mapping[str, str]:
    """The page's localStorage."""
    try:
        found: dict[str, str] = page.evaluate(STORED)
    except Error:
        return {}
    return found


def through_moves(ask: Callable[[], Result]) -> Result:
    """What a page answers; it is asked again where it moved on to another document meanwhile, which
    takes the question away. Raises the browser's Error for anything else, or where it never rests.
    """
    for _ in range(MOVES):
        try:
            return ask()
        except Error as error:
            if not _is_move(error):
                raise
    return ask()


def _is_move(error: Error) -> bool:
    return "context was destroyed" in str(error)
