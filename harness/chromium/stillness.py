"""When a browser's tabs are still: nothing is on its way in them that could end by itself.

Still is a tab whose requests are all held, and that two tasks later waits for nothing but timers. A
tab whose navigation is held cannot be asked (measured: Chromium answers no evaluation in it), and
has nothing of its own to do.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, wait

from harness.browser.cdp import CdpClient, Reply
from harness.chromium.scripts import REST
from harness.chromium.tab import Session, Tab, value_of
from harness.errors import BrowserLost

# A tab that does not answer for so long is busy with itself; it is asked again.
ANSWERS_S = 5.0
_ASK = {
    "expression": f"typeof {REST} === 'function' ? {REST}() : {{underway: '', timer: null}}",
    "awaitPromise": True,
    "returnByValue": True,
}
# The milliseconds until each tab's next timer, where it has one.
Timers = Mapping[str, float]


def timers_at_rest(
    cdp: CdpClient,
    tabs: Callable[[], Sequence[Tab]],
    told: Callable[[], int],
    held_by_server: Callable[[], int | None],
) -> Timers | None:
    """What the tabs still wait for when all of them are still; None where one is not, or where
    something was told while they were asked.

    `held_by_server` is how many requests the server holds at gates, None while it works on any.
    """
    cdp.settle()
    before = told()
    if not _all_held(tabs(), held_by_server):
        return None
    asked = {
        it.name: Session(cdp, it.session).send("Runtime.evaluate", _ASK) for it in _askable(tabs())
    }
    timers = _at_rest(asked)
    if timers is None:
        return None
    cdp.settle()
    return timers if told() == before and _all_held(tabs(), held_by_server) else None


def _all_held(tabs: Sequence[Tab], held_by_server: Callable[[], int | None]) -> bool:
    unheld = sum(it.unheld for it in tabs)
    held = held_by_server()
    return held is not None and unheld <= held and all(it.is_ready or it.is_held for it in tabs)


def _askable(tabs: Sequence[Tab]) -> list[Tab]:
    return [it for it in tabs if not it.is_held]


def _at_rest(asked: Mapping[str, Future[Reply]]) -> Timers | None:
    _, late = wait(asked.values(), timeout=ANSWERS_S)
    if late:
        return None
    timers: dict[str, float] = {}
    for name, future in asked.items():
        error = future.exception()
        if isinstance(error, BrowserLost):
            raise error
        # A refusal means that the document went away while it was asked.
        found = value_of(future.result()) if error is None else None
        if not isinstance(found, dict) or found["underway"]:
            return None
        if found["timer"] is not None:
            timers[name] = float(found["timer"])
    return timers
