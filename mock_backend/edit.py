"""A page or an asset in other words: how a defect says what only a changed text can.

A change is a pair of texts, what stands there and what stands there instead. What is to be changed
must stand there exactly once: a defect that no longer finds it, or that another defect has changed
before, raises `Unchanged` instead of breaking nothing.
"""

from dataclasses import replace

from mock_backend.seams import Seams


class Unchanged(Exception):
    """The text that a change replaces does not stand there exactly once."""


def asset(seams: Seams, name: str, *changes: tuple[str, str]) -> Seams:
    """The table with the changes made to one asset, by its path under `/assets/`."""

    def changed(asked: str, content: bytes) -> bytes:
        found = seams.asset(asked, content)
        return edited(name, found.decode(), *changes).encode() if asked == name else found

    return replace(seams, asset=changed)


def page(seams: Seams, name: str, *changes: tuple[str, str]) -> Seams:
    """The table with the changes made to one page, by its file's name without `.html`."""

    def changed(asked: str, html: str) -> str:
        found = seams.page(asked, html)
        return edited(name, found, *changes) if asked == name else found

    return replace(seams, page=changed)


def edited(name: str, text: str, *changes: tuple[str, str]) -> str:
    """The text with each change made, in this order; raises Unchanged."""
    for old, new in changes:
        times = text.count(old)
        if times != 1:
            raise Unchanged(f"{name} has {times} times what a defect replaces: {old!r}")
        text = text.replace(old, new)
    return text
