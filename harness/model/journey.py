"""A journey: everything from one act of a person to its end, in all tabs, with what server and
database did.
"""

from dataclasses import dataclass, field
from functools import cached_property

from harness.model.event import Event
from harness.model.request import Request, requests_in
from harness.model.rules import Rules
from harness.model.session import Session, Visitor
from harness.model.story import lines
from harness.model.trace import Trace
from harness.model.word import Role

CREATING = (Role.CREATE, Role.START)


class NotLoaded(LookupError):
    """No runner was loaded in a journey; the text says what its starter was answered instead."""


# No slots: cached properties need a __dict__.
@dataclass(frozen=True)
class Journey:
    """One act. `events` are all of it in order of arrival, `traces` the runner's loads within it.

    `starter` is '' where the runner was opened directly. `sees_backend` says whether the server's
    and database's own
    log is among the events. `kept` says what the stage knows was in place, such as `{"storage":
    "empty"}`.
    """

    id: str
    scenario: str
    starter: str
    visitor: Visitor
    conditions: tuple[str, ...]
    events: tuple[Event, ...]
    traces: tuple[Trace, ...]
    session: Session | None = None
    sees_backend: bool = False
    notes: tuple[str, ...] = ()
    rules: Rules = field(default_factory=Rules)

    @cached_property
    def all_requests(self) -> tuple[Request, ...]:
        """Every request of every tab, in order of arrival."""
        tabs = [it for it in self.events if it.actor.startswith("tab-")]
        return requests_in(tabs)

    def of(self, actor: str) -> tuple[Event, ...]:
        """The events of one actor, in the order in which they happened."""
        return tuple(event for event in self.events if event.actor == actor)

    def named(self, what: str) -> tuple[Event, ...]:
        """The events of that name, of whichever actor."""
        return tuple(event for event in self.events if event.what == what)

    @property
    def runner(self) -> Trace:
        """The load that the journey is about: its last; NotLoaded where no runner was ever
        loaded.
        """
        if not self.traces:
            raise NotLoaded(self._why_nothing_loaded())
        return self.traces[-1]

    def _why_nothing_loaded(self) -> str:
        if not self.starter:
            return "No runner was loaded: no tab was sent to it."
        asked = [it for it in self.all_requests if it.role in CREATING]
        told = ", and ".join(dict.fromkeys(it.told for it in asked[-2:]))
        none = "it asked for nothing that creates or starts a session"
        return f"Starter '{self.starter}' opened no runner: {told or none}."

    @property
    def starter_tab(self) -> str:
        """The actor of the tab in which the person acted; '' where there was none."""
        acted = next((it.text("tab") for it in self.of("person") if it.text("tab")), "")
        return acted or next((it.actor for it in self.events if it.actor.startswith("tab-")), "")

    def story(self) -> str:
        """The journey as lines that a person reads: how each load ended, then its events."""
        ends = [f"  {it.id} {it.url} ended {it.ended}" for it in self.traces]
        head = f"{self.id}: {self.starter or 'direct'} as {self.visitor.name}"
        return "\n".join([head, *ends, *lines(self.events)])
