"""The one place that waits: pumps the browser until a load has ended, or its deadline is over."""

import time
from collections.abc import Callable

from harness.errors import NotObserved
from harness.model.event import Event, Phase
from harness.model.rules import Rules
from harness.model.word import Role, Screen
from harness.stage.driver import Driver
from harness.stage.log import EventLog
from harness.stage.slicing import newest_start

NEVER = 2**62
FINAL = (Screen.READY, Screen.ERROR)
STEP_MS = 50.0
LOOKS_MS = 200.0
# Beyond the deadline the harness looks on for a moment, so that a load that ends a little late is
# seen as late, not as stuck.
GRACE_MS = 1_500.0
# What a sound app still does after its final screen (its beacon, a write of storage) is there
# within some ms.
LINGER_MS = 250.0
QUIET_MS = 25.0
# How long a page is given to keep what was just acknowledged: a sound one does it within some ms,
# where no core is free within some hundred.
KEEPS_MS = 2_000.0


class Settler:
    """Waits on the log, never on a clock of the page alone: real time is bounded too."""

    def __init__(
        self,
        driver: Driver,
        log: EventLog,
        rules: Rules,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._driver = driver
        self._log = log
        self._rules = rules
        self._now = now

    def until(
        self, done: Callable[[tuple[Event, ...]], bool], *, since: int, limit_ms: float
    ) -> bool:
        """Pumps until `done` of the events after `since`, at most `limit_ms` of real time; says
        whether it came.
        """
        ends = self._now() + limit_ms / 1_000
        while not done(self._log.since(since)):
            left_ms = (ends - self._now()) * 1_000
            if left_ms <= 0:
                return False
            self._driver.pump(min(STEP_MS, left_ms))
        return True

    def expect(
        self,
        done: Callable[[tuple[Event, ...]], bool],
        *,
        since: int,
        limit_ms: float,
        what: str,
    ) -> None:
        """Pumps until `done`, as `until` does; raises NotObserved where it does not come."""
        if not self.until(done, since=since, limit_ms=limit_ms):
            raise NotObserved(f"There was no {what} within {limit_ms / 1_000:g} s.")

    def settle(self, tab: str, *, since: int, begins: str = "") -> bool:
        """Waits for the end of the load in `tab` begun after `since`; says whether it ended.

        `begins` is what the load begins with in its tab, where another one was there before, and
        what that one still told is not this one's: `click`, or `document` for another page.
        """
        limit = self._rules.deadline_ms + GRACE_MS

        def done(events: tuple[Event, ...]) -> bool:
            own = _of_load(events, tab, begins, self._rules)
            return _ended(own, tab) or _overdue(own, tab, limit)

        self.until(done, since=since, limit_ms=limit)
        events = self._log.since(since)
        ended = _ended(_of_load(events, tab, begins, self._rules), tab)
        if not ended:
            self._log.add("harness", Phase.INFO, "waited", {"tab": tab, "limit_ms": limit})
        self._linger(tab, since)
        return ended

    def linger(self, limit_ms: float) -> None:
        """Looks on for `limit_ms` of real time, so that what should not happen can be seen to
        happen.
        """
        self.until(lambda _: False, since=self._log.last_seq, limit_ms=limit_ms)

    def quiet(self, tab: str, *, since: int) -> None:
        """Waits until the tab awaits no answer any more, at most its deadline; then until it kept
        what was acknowledged, at most KEEPS_MS.
        """
        self.linger(QUIET_MS)
        self.until(
            lambda events: not _in_flight(events, tab),
            since=since,
            limit_ms=self._rules.deadline_ms,
        )
        self.until(lambda events: _has_kept(events, tab), since=since, limit_ms=KEEPS_MS)
        self.linger(QUIET_MS)

    def seldom(self, look: Callable[[], bool]) -> Callable[[], bool]:
        """`look` for a wait that asks at each event: asked at most once in LOOKS_MS, because each
        look is a round trip to the browser; False in between.
        """
        due = self._now() + LOOKS_MS / 1_000

        def asked() -> bool:
            nonlocal due
            if self._now() < due:
                return False
            found = look()
            due = self._now() + LOOKS_MS / 1_000
            return found

        return asked

    def saw(self, key: str, value: str) -> bool:
        """Whether any screen so far had that `screen`, or that `kind`."""
        return any(it.what == "screen" and it.text(key) == value for it in self._log.since(0))

    def _linger(self, tab: str, since: int) -> None:
        """Lets what belongs to the end of a load arrive: requests in flight, and the beacon where
        there is one.
        """
        self.until(
            lambda events: not _in_flight(events, tab) and _has_beacon(events, tab),
            since=since,
            limit_ms=LINGER_MS,
        )
        self.linger(QUIET_MS)


def _of_load(events: tuple[Event, ...], tab: str, begins: str, rules: Rules) -> tuple[Event, ...]:
    """The events from the newest begin of a load in the tab, and that it is gone."""
    if not begins:
        return events
    if begins == "document":
        start = newest_start(events, tab, rules)
    else:
        clicks = (it.seq for it in events if it.actor == tab and it.what == begins)
        start = max(clicks, default=None)
    from_seq = NEVER if start is None else start
    return tuple(it for it in events if it.seq >= from_seq or it.what == "closed")


def _ended(events: tuple[Event, ...], tab: str) -> bool:
    """Whether the newest of the tab's screens is a final one, or the tab is gone."""
    own = [it for it in events if it.actor == tab]
    if any(it.what == "closed" for it in own):
        return True
    if any(it.what == "document" and it.kind is Phase.FAIL for it in own):
        return True
    screens = [it.text("screen") for it in own if it.what == "screen"]
    return bool(screens) and screens[-1] in FINAL


def _overdue(events: tuple[Event, ...], tab: str, limit_ms: float) -> bool:
    """Whether more time has passed in the tab than a load may take, since the first of the events
    or, in a document of its own, since it began.
    """
    own = [it for it in events if it.actor == tab and it.clock != "harness"]
    if not own:
        return False
    began = 0.0 if own[0].what == "document" else own[0].at_ms
    return max(it.at_ms for it in own) - began > limit_ms


def _in_flight(events: tuple[Event, ...], tab: str) -> bool:
    own = [it for it in events if it.actor == tab and it.what == "request"]
    begun = {it.text("id") for it in own if it.kind is Phase.BEGIN}
    return bool(begun - {it.text("id") for it in own if it.kind is not Phase.BEGIN})


def _has_kept(events: tuple[Event, ...], tab: str) -> bool:
    """Whether the tab has touched its entry, or tried to, since its last answer or end was
    acknowledged; so where there is none.
    """
    own = [it for it in events if it.actor == tab]
    acknowledged = [it.seq for it in own if _is_acknowledged(it)]
    return not acknowledged or any(
        it.seq > acknowledged[-1] and _keeps(it) for it in own if it.what.startswith("storage.")
    )


def _is_acknowledged(event: Event) -> bool:
    if event.what != "request" or event.kind is not Phase.OK:
        return False
    status = event.detail.get("status")
    is_good = isinstance(status, int) and 200 <= status < 300
    return is_good and event.text("role") in (Role.ANSWER, Role.END)


def _keeps(event: Event) -> bool:
    """Whether it writes or removes an entry; a storage that throws cannot do more."""
    if event.text("threw"):
        return True
    is_entry = event.text("role") == "entry" or event.text("key") == "*"
    return event.what != "storage.read" and is_entry


def _has_beacon(events: tuple[Event, ...], tab: str) -> bool:
    return any(
        it.actor == tab and it.what == "request" and it.text("role") == Role.TELEMETRY
        for it in events
    )
