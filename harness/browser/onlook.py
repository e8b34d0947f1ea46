"""A window in which a person walks through an app, and who looks on: what is done, shown, stored
and asked is recorded, in memory only. What is typed as a password does not leave its page.
"""

import json
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Dialog, Page

from harness.browser.asked import Record
from harness.browser.pump import pump
from harness.browser.routes import quietly
from harness.browser.sight import LOOKER
from harness.init.page import Element, page_from
from harness.init.walk import State
from harness.init.watched import Act, Kept, Moment, Watched

BINDING = "__layerproofWatch"
WATCH = Path(__file__).with_name("watch.js").read_text("utf-8")
GOTO_MS = 20_000
GLANCE_MS = 100
# Nothing shown and nothing asked for so long: what the browser holds now is worth keeping.
STILL_MS = 400


class Onlooker:
    """Looks on in one context; `record` hears what its pages ask."""

    def __init__(self, context: BrowserContext, record: Record, origin: str) -> None:
        self.context = context
        self._record = record
        self._origin = origin
        self._moments: list[tuple[float, Moment]] = []
        self._kept: list[Kept] = []
        self._tabs: dict[Page, str] = {}
        self._heard: set[tuple[Page, float]] = set()
        self._ended = False
        context.expose_binding(BINDING, self._told)
        context.add_init_script(f"(() => {{ {LOOKER}\n{WATCH} }})()")
        # With a listener of ours the person answers; without one Playwright would, at once.
        context.on("dialog", _leave)
        context.on("page", self._opened)

    def open(self, url: str) -> None:
        """Opens the app's first page, which the person goes on from."""
        page = self.context.new_page()
        quietly(lambda: page.goto(url, wait_until="domcontentloaded", timeout=GOTO_MS))

    def watch(self, done: Callable[[], bool]) -> None:
        """Looks on until `done()`, or until the person has closed the last tab."""
        still_ms, before = 0, self._state_of()
        while not (self._ended or done()):
            pump(self.context, lambda: self._ended or done(), GLANCE_MS)
            now = self._state_of()
            still_ms, before = (still_ms + GLANCE_MS if now == before else 0), now
            if still_ms >= STILL_MS and not self._record.open:
                self._keep()
        if not self._ended:
            # What was done last has been seen by its page alone.
            pump(self.context, lambda: self._ended, STILL_MS)
            self._keep()

    def watched(self) -> Watched:
        """What was recorded so far, put in order by when it happened in the browser."""
        asked = self._record.by_time()
        began_ms = [it for it, _ in asked]
        moments = tuple(
            replace(it, asked=bisect_left(began_ms, at_ms))
            for at_ms, it in sorted(self._moments, key=lambda it: it[0])
        )
        exchanges = tuple(it for _, it in asked)
        return Watched(self._origin, moments, exchanges, tuple(self._kept))

    def _told(self, source: Mapping[str, Any], at_ms: float, text: str) -> None:
        if (source["page"], at_ms) in self._heard:
            return  # said again, because its page could not know
        self._heard.add((source["page"], at_ms))
        tree = json.loads(text)
        moment = Moment(
            tab=self._name(source["page"]),
            page=page_from(tree["page"]),
            stored=tree["stored"],
            bearer=self._record.bearer,
            act=_act(tree["act"]) if tree.get("act") else None,
        )
        self._moments.append((at_ms, moment))

    def _keep(self) -> None:
        """Keeps the browser's state, once for what was seen by now."""
        if not self._moments or (self._kept and self._kept[-1].at == len(self._moments)):
            return
        found: list[State] = []
        quietly(lambda: found.append(dict(self.context.storage_state(indexed_db=True))))
        at = len(self._moments)
        self._kept += [Kept(at, it) for it in found or [it.state for it in self._kept[-1:]]]

    def _opened(self, page: Page) -> None:
        self._name(page)
        page.on("close", lambda _: self._closed())

    def _closed(self) -> None:
        self._ended = self._ended or not self.context.pages

    def _name(self, page: Page) -> str:
        return self._tabs.setdefault(page, f"tab-{len(self._tabs) + 1}")

    def _state_of(self) -> tuple[int, int]:
        return len(self._moments), self._record.events


def _act(tree: Mapping[str, Any]) -> Act:
    element = {**tree["element"], "options": tuple(tree["element"]["options"])}
    return Act(str(tree["verb"]), Element(**element), str(tree["value"]))


def _leave(_: Dialog) -> None:
    """Whoever sits at the window answers."""
