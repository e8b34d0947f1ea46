"""The gates at which something is held now, and how each is opened.

    the tab's pages     `starter.before-write`, …: the names that a page gives
    the tab's requests  `create.request`, `create.answer`, …, `document.request`: what they are for
    the server          `db.read`, `db.replace`, …: calls of the database, each of one request

    the tab's clock     `timer`: its next timer, where that has no longer to wait than is said
    the tab's storage   `storage.visible`: its oldest write that other tabs do not see yet
    a person            `tab.close`, `tab.reload`, `link.offline` (disruption.py)

Longer waits pass when nothing else can happen: that a wait of seconds is over before a request is
answered says something of the network, not of the order of things.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Protocol
from urllib.parse import unquote

from harness.chromium.context import Context
from harness.chromium.driver import ChromiumDriver
from harness.chromium.stillness import Held, Timers
from harness.chromium.tab import Tab
from harness.model.address import raw_id_in
from harness.model.event import Event, Phase
from harness.model.word import Role
from harness.profile.profile import Profile
from harness.race.step import Gate

TIMER = "timer"
VISIBLE = "storage.visible"


def called_by(profile: Profile) -> Callable[[str, str], str]:
    """Names a request by the profile's own words for it, which hold for every session."""
    words = [it for role in Role for it in getattr(profile.api, str(role), ())]

    def called(method: str, path: str) -> str:
        url = f"http://app{path}"
        fitting = (it for it in words if it.method in (method, "*") and re.match(it.pattern, url))
        found = next(fitting, None)
        if found is not None:
            return f"{method} {found.where}"
        if raw_id_in(url, profile.paths.runner):
            return f"{method} {profile.paths.runner}"
        return f"{method} {path}"

    return called


@dataclass(frozen=True, slots=True)
class Door:
    """A gate at which something is held, and what lets it go."""

    gate: Gate
    open: Callable[[], None]


def is_named(name: str, patterns: Sequence[str]) -> bool:
    """Whether one of the patterns (`create.*`) names the gate."""
    return any(fnmatchcase(name, it) for it in patterns)


def doors_of(driver: ChromiumDriver) -> list[Door]:
    """The gates in the browser's tabs, in the order in which each tab came to them."""
    found = [it for at in driver.contexts for tab in at.open_tabs() for it in _of_tab(at, tab)]
    return list(_told_apart(found))


def timer_doors(driver: ChromiumDriver, timers: Timers, longest_ms: float) -> list[Door]:
    """The waits of tabs that are no longer than that, each a gate at which its tab is held; the
    shortest first.
    """
    return [
        Door(Gate(name, TIMER), lambda it=name: driver.pass_time(it))  # type: ignore[misc] # bound now
        for name, left_ms in sorted(timers.items(), key=lambda it: (it[1], it[0]))
        if left_ms <= longest_ms
    ]


def _of_tab(context: Context, tab: Tab) -> Iterator[Door]:
    with context.lock:
        paused, waiting = list(tab.paused.values()), list(tab.waiting.values())
    for held in paused:
        yield Door(Gate(tab.name, held.gate), held.go)
    for it in waiting:
        if it.name:
            # What waits to be seen by others holds the tab itself up in nothing.
            actor = f"storage {tab.name}" if it.name == VISIBLE else tab.name
            yield Door(Gate(actor, it.name), lambda at=it.number: context.go(tab, at))  # type: ignore[misc] # bound now


def _told_apart(doors: Sequence[Door]) -> Iterator[Door]:
    """Two at one gate are told apart by the order of their coming."""
    seen: Counter[Gate] = Counter()
    for it in doors:
        seen[it.gate] += 1
        count = seen[it.gate]
        again = Gate(it.gate.actor, f"{it.gate.name}#{count}")
        yield it if count == 1 else Door(again, it.open)


class Doors(Protocol):
    """The gates of a server."""

    def saw(self, events: Sequence[Event]) -> None:
        """Takes what was logged since the last call, in its order."""

    def doors(self) -> list[Door]:
        """Who is held, each at a gate of its own."""

    def held(self) -> Held | None:
        """Which requests are held; None while the server works on any other."""

    def expect(self) -> None:
        """Something was let go elsewhere: the server may be asked now."""


class ServerDoors:
    """The gates of a server whose log can be seen, and which requests it works on; fed with the
    log's events as they come. `called` names a request by its method and path.
    """

    def __init__(self, open_gate: Callable[[str], None], called: Callable[[str, str], str]) -> None:
        self._open_gate = open_gate
        self._called = called
        self._active: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._numbers: Counter[str] = Counter()
        self._parked: list[tuple[str, str]] = []
        self._tasks: Counter[str] = Counter()

    def saw(self, events: Sequence[Event]) -> None:
        """Takes what server and database have logged since the last call, in its order."""
        for it in events:
            if it.actor == "server" and it.what == "request":
                self._request(it)
            elif it.actor == "server" and it.what == "task":
                self._tasks[it.pair] += 1 if it.kind is Phase.BEGIN else -1
            elif it.what == "gate" and it.actor in ("server", "database"):
                self._gate(it)

    def doors(self) -> list[Door]:
        """Who is parked; of several at one gate the first alone, because it is let go first."""
        found: dict[str, Door] = {}
        for name, pair in self._parked:
            gate = Gate(f"server {self._names.get(pair, 'on its own')}", name)
            found.setdefault(name, Door(gate, lambda it=name, of=pair: self._let_go(it, of)))  # type: ignore[misc] # bound now
        return list(found.values())

    def held(self) -> Counter[str] | None:
        """The paths of the requests that are held at gates; None while the server works on any
        other, or still works for one that was answered.
        """
        parked = {pair for _, pair in self._parked}
        at_work = self._active.keys() | {pair for pair, count in self._tasks.items() if count > 0}
        return Counter(self._active.values()) if at_work <= parked else None

    def expect(self) -> None:
        """Expects nothing: the log tells when it is asked."""

    def _let_go(self, name: str, pair: str) -> None:
        """Forgets it at once: until the log says that it went on, it works."""
        self._parked.remove((name, pair))
        self._open_gate(name)

    def _request(self, event: Event) -> None:
        if event.kind is not Phase.BEGIN:
            self._active.pop(event.pair, None)
            return
        name = self._called(event.text("method"), event.text("path"))
        self._numbers[name] += 1
        count = self._numbers[name]
        self._active[event.pair] = unquote(event.text("path"))
        self._names[event.pair] = name if count == 1 else f"{name}#{count}"

    def _gate(self, event: Event) -> None:
        parked = (event.text("gate"), event.pair)
        if event.kind is Phase.BEGIN:
            self._parked.append(parked)
        elif parked in self._parked:
            self._parked.remove(parked)
