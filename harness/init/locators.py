"""From an element that was seen to the locator that a profile names it by."""

import re
from collections.abc import Iterator, Mapping

from harness.init.page import Element

Named = Mapping[str, str]

# Attributes that say which part of an app is shown, the plainest first.
TELLING = ("data-screen", "data-view", "data-page", "data-state", "data-status", "data-phase")
LONGEST = 60


def locator_of(element: Element) -> dict[str, str]:
    """The way in which a person would name it; by CSS where they could not."""
    if element.label and (element.is_field or element.role == "combobox"):
        return {"label": element.label}
    if element.role and element.name:
        return {"role": element.role, "name": element.name}
    if element.placeholder:
        return {"placeholder": element.placeholder}
    if element.test_id:
        return {"test_id": element.test_id}
    if element.role:
        return {"role": element.role}
    return {"css": element.tag}


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
