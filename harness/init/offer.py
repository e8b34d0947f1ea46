"""What a page has in place of what is not on it: the nearest by words, else by meaning."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from harness.init.locators import locator_of
from harness.init.page import Element, Page
from harness.init.toml import value_of
from harness.init.words import ANSWER, DASHBOARD, EMAIL, END, RETRY, SIGN_IN, SIGN_OUT, STARTS

NEAR = 0.6
MEANINGS = (SIGN_OUT, SIGN_IN, RETRY, DASHBOARD, EMAIL, END, STARTS, ANSWER)
MOST = 8


def offer(role: str, words: str, page: Page) -> str:
    """A sentence for who looked for something of that role ('' for a field, or anything) with
    those words: the one thing to write instead, else all that the page has to act on.
    """
    alike = [it for it in page.elements if _words(it) and _is(it, role)]
    found = _nearest(words, alike) or _meant(words, alike)
    if found is None and len(alike) == 1 and role:
        found = alike[0]
    if found is not None:
        return f"The page has {_called(found)}: write {value_of(locator_of(found))}."
    said = dict.fromkeys(f"'{_words(it)}'" for it in alike)
    return f"That page has: {', '.join([*said][:MOST]) or 'nothing to act on'}."


def _is(element: Element, role: str) -> bool:
    if role:
        return element.role == role
    return element.role in ("button", "link", "heading", "combobox") or element.is_field


def _words(element: Element) -> str:
    return element.label or element.name or element.placeholder


def _called(element: Element) -> str:
    return f'{element.role} "{_words(element)}"'


def _nearest(words: str, among: Iterable[Element]) -> Element | None:
    def alike(it: Element) -> float:
        return SequenceMatcher(None, words.lower(), _words(it).lower()).ratio()

    best = max(among, key=alike, default=None) if words else None
    return best if best is not None and alike(best) >= NEAR else None


def _meant(words: str, among: Iterable[Element]) -> Element | None:
    """What means the same: `Begin` is what another app calls `Start interview`."""
    meaning = next((it for it in MEANINGS if it.search(words)), None) if words else None
    return next((it for it in among if meaning and meaning.search(_words(it))), None)
