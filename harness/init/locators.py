"""From an element that was seen to the locator that a profile names it by."""

import re
from collections.abc import Iterator, Mapping

from harness.init.page import Element, Page

Named = Mapping[str, str]

# Attributes that say which part of an app is shown, the plainest first.
TELLING = ("data-screen", "data-view", "data-page", "data-state", "data-status", "data-phase")
LONGEST = 60
# Besides fields, what has a label.
CHOICES = ("combobox", "listbox", "checkbox", "radio", "switch", "slider")
# The ways that a part of the words is enough for.
WORDS = {"label", "name", "placeholder", "text"}


def locator_of(element: Element) -> dict[str, str]:
    """The way in which a person would name it; by CSS where they could not."""
    return next(_ways(element))


def locator_on(element: Element, page: Page) -> Mapping[str, str | bool]:
    """The first such way that means this one thing alone on the page, in those very words where
    they are part of another's; where none does, as `locator_of`.
    """
    for named in _ways(element):
        if _meant(named, page, exact=False) == 1:
            return named
        if WORDS & named.keys() and _meant(named, page, exact=True) == 1:
            return {**named, "exact": True}
    return locator_of(element)


def _ways(element: Element) -> Iterator[dict[str, str]]:
    """The ways to name it, the likeliest to stay first."""
    if element.label and (element.is_field or element.role in CHOICES):
        yield {"label": element.label}
    if element.role and element.name:
        yield {"role": element.role, "name": element.name}
    if element.placeholder:
        yield {"placeholder": element.placeholder}
    if not element.role and is_plain(element.text):
        yield {"text": element.text}
    if element.test_id:
        yield {"test_id": element.test_id}
    if element.role:
        yield {"role": element.role}
    yield {"css": element.css or element.tag}


def _meant(named: Named, page: Page, *, exact: bool) -> int:
    """How many things on the page the locator finds; a selector is taken to find one."""
    if "css" in named:
        return 1
    if "text" in named:
        words = page.text if exact else page.text.lower()
        return words.count(named["text"] if exact else named["text"].lower())

    def found(it: Element) -> bool:
        told = {name: str(getattr(it, name)) for name in named}
        return all(
            _is(told[name], value, whole=exact or name not in WORDS)
            for name, value in named.items()
        )

    return sum(found(it) for it in page.elements)


def _is(said: str, wanted: str, *, whole: bool) -> bool:
    return said == wanted if whole else wanted.lower() in said.lower()


def signs_of(element: Element) -> Iterator[tuple[int, Named]]:
    """The locators by which a screen may be known that shows the element, each with its rank: the
    lower, the less it has to do with words that may change.
    """
    for name, value in element.data.items():
        if is_word(value):
            rank = TELLING.index(name) if name in TELLING else len(TELLING)
            yield rank, {"css": f'{element.tag}[{name}="{value}"]'}
    if element.test_id:
        yield 10, {"test_id": element.test_id}
    if element.role in ("alert", "status", "progressbar") and not element.name:
        yield 11, {"role": element.role}
    if element.is_field and element.label:
        yield 12, {"label": element.label}
    if element.role == "heading" and is_plain(element.name):
        yield 13, {"role": "heading", "name": element.name}
    if element.role == "button" and is_plain(element.name):
        yield 14, {"role": "button", "name": element.name}


def is_word(value: str) -> bool:
    """Whether an attribute's value is a word of the app's, and no id or number."""
    return bool(re.fullmatch(r"[a-zA-Z][a-zA-Z_-]{0,29}", value)) and value not in ("true", "false")


def is_plain(text: str) -> bool:
    """Whether words are short enough and without figures, so that they are likely to stay."""
    return 0 < len(text) <= LONGEST and not re.search(r"\d", text)
