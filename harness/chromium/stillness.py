"""When a browser's tabs are still: nothing is on its way in them that could end by itself.

Still is a tab whose requests are all held, and that two tasks later waits for nothing but timers. A
tab whose navigation is held cannot be asked (measured: Chromium answers no evaluation in it), and
has nothing of its own to do; nor has one that has crashed.

What a browser does without its tabs' knowledge is not seen: the requests of workers that no tab
waits for, and timers in frames and in pages of other origins, where virtual time does not reach.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from harness.browser.cdp import CdpClient, Reply
from harness.chromium.scripts import REST
from harness.chromium.tab import Session, Tab, value_of
from harness.errors import BrowserLost

# A tab that does not answer for so long is busy with itself; it is asked again.
ANSWERS_S = 5.0
GLANCE_S = 0.01
SETTLE_S = 30.0
_ASK = {
    "expression": f"typeof {REST} === 'function' ? {REST}() : {{underway: '', timer: null}}",
    "awaitPromise": True,
    "returnByValue": True,
}
# The milliseconds until each tab's next timer, where it has one.
Timers = Mapping[str, float]
# The paths of the requests that a server holds; a number where it is not known which they are.
Held = Counter[str] | int


@dataclass(frozen=True, slots=True)
class Sight:
    """What can be seen of everything that may move.

    `told` counts what the browser told so far. `held_by_server` says which requests the server
    holds at gates, None while it works on any. `beacons` counts those on their way.
    """

    cdp: CdpClient
    tabs: Callable[[], Sequence[Tab]]
    told: Callable[[], int]
    held_by_server: Callable[[], Held | None]
    beacons: Callable[[], int] = lambda: 0


def timers_at_rest(sight: Sight) -> Timers | str:
    """What the tabs still wait for when all of them are still; else what moves, in words. What was
    told while they were asked is a movement as well.
    """
    sight.cdp.settle(timeout_s=SETTLE_S)
    before = sight.told()
    if moving := _moving(sight):
        return moving
    asked = [
        (it, Session(sight.cdp, it.session).send("Runtime.evaluate", _ASK))
        for it in sight.tabs()
        if not it.is_deaf
    ]
    timers = _unanswered(asked) or _at_rest(asked)
    if isinstance(timers, str):
        return timers
    sight.cdp.settle(timeout_s=SETTLE_S)
    if sight.told() != before:
        return "the browser tells something"
    return _moving(sight) or timers


def _moving(sight: Sight) -> str:
    """What is seen to move without asking a tab; '' for nothing."""
    tabs = sight.tabs()
    flights = [(it.name, flight.url) for it in tabs for flight in it.unheld]
    beacons = sight.beacons()
    held = sight.held_by_server()
    if held is None:
        return _said(flights) or "the server works"
    if loose := _loose(flights, held):
        return _said(loose)
    if len(flights) + beacons > (held if isinstance(held, int) else held.total()):
        return f"{beacons} beacons are on their way"
    if leaving := [it.name for it in tabs if it.is_leaving]:
        return f"{leaving[0]} goes elsewhere"
    opening = [it.name for it in tabs if not (it.is_ready or it.is_deaf)]
    return f"{opening[0]} opens" if opening else ""


def _loose(flights: Sequence[tuple[str, str]], held: Held) -> Sequence[tuple[str, str]]:
    """The requests that the server does not hold, each with its tab. One that a server holds for a
    tab that is gone hides none of another path.
    """
    if isinstance(held, int):
        return flights if len(flights) > held else ()
    left, loose = held.copy(), list[tuple[str, str]]()
    for it in flights:
        path = unquote(urlsplit(it[1]).path)
        if left[path] <= 0:
            loose.append(it)
        left[path] -= 1
    return loose


def _said(flights: Sequence[tuple[str, str]]) -> str:
    return "; ".join(f"{tab} asks for {url}" for tab, url in flights)


def _unanswered(asked: Sequence[tuple[Tab, Future[Reply]]]) -> str:
    """Waits for the answers; who does not give one, '' where all do. A tab whose navigation is held
    while it is asked will not.
    """
    ends = time.monotonic() + ANSWERS_S
    futures = {future: tab for tab, future in asked}
    while late := wait(futures, timeout=GLANCE_S).not_done:
        if deaf := [futures[it].name for it in late if futures[it].is_deaf]:
            return f"{deaf[0]} goes elsewhere"
        if time.monotonic() >= ends:
            return f"{futures[late.pop()].name} has not answered for {ANSWERS_S:g} s"
    return ""


def _at_rest(asked: Sequence[tuple[Tab, Future[Reply]]]) -> Timers | str:
    timers: dict[str, float] = {}
    for tab, future in asked:
        error = future.exception()
        if isinstance(error, BrowserLost):
            raise error
        # A refusal means that the document went away while it was asked.
        found = value_of(future.result()) if error is None else None
        if not isinstance(found, dict):
            return f"{tab.name} changes its document"
        if found["underway"]:
            return f"{tab.name} is at work: {found['underway']}"
        if found["timer"] is not None:
            timers[tab.name] = float(found["timer"])
    return timers
