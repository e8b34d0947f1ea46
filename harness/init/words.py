"""What people's words on buttons, links and fields mean; English, as most apps' source is."""

import re
from collections.abc import Iterable

from harness.init.page import Element

EMAIL = re.compile(r"e-?mail|user ?name|login|account", re.I)
SIGN_IN = re.compile(r"\b(sign|log) ?-?in\b|\blogin\b|^(continue|enter|next|submit)$", re.I)
SIGN_OUT = re.compile(r"\b(sign|log) ?-?(out|off)\b|\blogout\b", re.I)
RETRY = re.compile(r"\b(re-?try|try( it)? again|reload|once more)\b", re.I)
DASHBOARD = re.compile(r"\b(dashboard|home|back|return|my page|overview|lobby)\b", re.I)
ANSWER = re.compile(r"\b(submit|send|answer|reply|next|continue|save)\b", re.I)
END = re.compile(r"\b(end|finish|complete|close|leave|stop|quit)\b", re.I)
STARTS = re.compile(
    r"\b(start|begin|launch|open|create|new|invite|assign|schedule|practi[cs]e|take|join|go|plan|make|generate|build)\b",
    re.I,
)
# What an explorer leaves alone, whatever else stands on it.
HARMFUL = re.compile(
    r"\b(delete|remove|cancel|pay|buy|order|subscribe|unsubscribe|archive|reset)\b",
    re.I,
)
SAID_FIRST = ("start", "begin", "launch", "open", "create")


def button_that(pattern: re.Pattern[str], elements: Iterable[Element]) -> Element | None:
    """The first button whose words fit, else the first link."""
    fitting = [it for it in elements if it.role in ("button", "link") and pattern.search(it.name)]
    return next((it for it in fitting if it.role == "button"), next(iter(fitting), None))


def likely_starters(elements: Iterable[Element]) -> tuple[Element, ...]:
    """The buttons that may start something, the likeliest first; none that could do harm."""
    found = [
        it
        for it in elements
        if it.role == "button" and STARTS.search(it.name) and not HARMFUL.search(it.name)
        if not SIGN_OUT.search(it.name) and not SIGN_IN.search(it.name)
    ]
    return tuple(sorted(found, key=_rank))


def _rank(element: Element) -> int:
    said = element.name.lower()
    return next((at for at, word in enumerate(SAID_FIRST) if word in said), len(SAID_FIRST))
