"""A trace: one page load of the runner, and the small pure questions that one asks of it."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from harness.model.event import Event
from harness.model.request import Request, requests_in
from harness.model.rules import Rules
from harness.model.session import Session, Visitor
from harness.model.story import lines
from harness.model.word import ErrorKind, Layer, Outcome, Role, Screen, Topology


@dataclass(frozen=True, slots=True)
class Ending:
    """Where a load ended, and when (ms on the tab's clock since its document's time origin)."""

    outcome: Outcome
    kind: ErrorKind | None = None
    at_ms: float = 0.0


# No slots: cached properties need a __dict__.
@dataclass(frozen=True)
class Trace:
    """One load. `events` are those of its tab from this document's begin to the end of the
    recording.
    """

    id: str
    tab: str
    url: str
    topology: Topology
    visitor: Visitor
    session: Session | None
    starter: str
    conditions: tuple[str, ...]
    ending: Ending
    events: tuple[Event, ...]
    began_ms: float = 0.0
    virtual_time: bool = False
    interrupted: bool = False
    screenshot: str = ""
    rules: Rules = field(default_factory=Rules)

    @property
    def ended(self) -> Outcome:
        """Where the load ended."""
        return self.ending.outcome

    @property
    def error(self) -> ErrorKind | None:
        """The kind of error that a person was shown, None where none was."""
        return self.ending.kind

    @cached_property
    def all_requests(self) -> tuple[Request, ...]:
        """Every request of the load, in the order in which they began."""
        return requests_in(self.events)

    def requests(self, pattern: str | Role) -> tuple[Request, ...]:
        """The requests of that role, or whose `METHOD URL` matches the regular expression."""
        if isinstance(pattern, Role):
            return tuple(it for it in self.all_requests if it.role is pattern)
        wanted = re.compile(pattern)
        return tuple(it for it in self.all_requests if wanted.search(f"{it.method} {it.url}"))

    @property
    def until_end(self) -> tuple[Event, ...]:
        """The events up to the load's end: what came later is another matter (a retry by hand, an
        answer).
        """
        return tuple(event for event in self.events if event.at_ms <= self.ending.at_ms)

    @property
    def attempts(self) -> tuple[Request, ...]:
        """The GET session requests from the begin to the end of the load, in order."""
        return tuple(it for it in self.requests(Role.SESSION) if it.began_ms <= self.ending.at_ms)

    def named(self, what: str) -> tuple[Event, ...]:
        """The events of that name."""
        return tuple(event for event in self.events if event.what == what)

    def screens(self) -> tuple[Event, ...]:
        """The screen events, in order."""
        return self.named("screen")

    @property
    def final_screen(self) -> Event | None:
        """The screen event on which the load ended; None where nothing was ever seen."""
        wanted = {Outcome.READY: Screen.READY, Outcome.ERROR: Screen.ERROR}.get(self.ended)
        seen = [it for it in self.screens() if wanted is None or it.text("screen") == wanted]
        if wanted is None:
            return seen[-1] if seen else None
        return seen[0] if seen else None

    @property
    def entry_key(self) -> str:
        """The storage key of this load's session; '' where the load asked for none."""
        own = self.session.entry_id or self.session.url_id if self.session else ""
        return self.rules.entry_key.replace("{id}", own) if own else ""

    def entry_events(self, what: str) -> tuple[Event, ...]:
        """The `storage.*` events on this session's own entry."""
        return tuple(it for it in self.named(what) if it.text("key") == self.entry_key)

    @property
    def answered_by(self) -> Layer | None:
        """Which layer supplied the session, judged from outside: None unless the load ended ready.

        The server answered where a GET session came back 200 before the end; storage, where none
        did and the entry was
        read and found.
        """
        if self.ended is not Outcome.READY:
            return None
        if any(it.status == 200 for it in self.attempts):
            return Layer.SERVER
        found = any(it.detail.get("found") is True for it in self.entry_events("storage.read"))
        return Layer.STORAGE if found else None

    def story(self) -> str:
        """The load as lines that a person reads, one an event, times in ms on the tab's clock."""
        kind = f" ({self.error})" if self.error else ""
        layer = f", answered by {self.answered_by}" if self.answered_by else ""
        under = f" under {', '.join(self.conditions)}" if self.conditions else ""
        head = f"{self.id}: {self.url} in {self.tab} ended {self.ended}{kind}{layer}{under}"
        return "\n".join([head, *lines(self.events)])
