"""What follows from a walk: the id, the calls, the entry, the screens' pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from harness.init.calls import session_call, started_by
from harness.init.exchange import Exchange
from harness.init.ids import document_id, id_in
from harness.init.page import Page
from harness.init.storage import Entry, entry_keys, entry_of
from harness.init.walk import Begun, Home, Runner, Walk


# No slots: cached properties need a __dict__.
@dataclass(frozen=True)
class Facts:
    """The first starter that opened a session tells of the layers; all of them tell of ids."""

    walk: Walk

    @property
    def home(self) -> Home:
        """The first account's own page."""
        return self.walk.homes[0]

    @property
    def begun(self) -> Begun | None:
        """The first starter that opened a session; its runner was looked at."""
        return self.walk.begun[0] if self.walk.begun else None

    @property
    def runner(self) -> Runner | None:
        """That session's runner."""
        return self.walk.runner

    @property
    def uid(self) -> str:
        """Who the token was about."""
        return self.runner.uid if self.runner else ""

    @cached_property
    def id(self) -> str:
        """The id in the runner's address; '' where nothing was opened."""
        return url_id(self.begun) if self.begun else ""

    @cached_property
    def document(self) -> tuple[str, str] | None:
        """The document's id and where the answer names it, where it is not the address's."""
        return document_id(self.begun.exchanges, self.id) if self.begun else None

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Both ids of the session, the address's first."""
        return tuple(it for it in (self.id, self.document[0] if self.document else "") if it)

    @cached_property
    def session(self) -> Exchange | None:
        """The request that gave the session."""
        return session_call(self.runner.exchanges, self.id) if self.runner else None

    @cached_property
    def entry(self) -> tuple[Entry, bool] | None:
        """The storage's entry, and whether its key has the document's id."""
        if self.begun is None:
            return None
        answer = self.session.got if self.session else None
        for id in self.ids:
            for key in entry_keys(self.begun.before, self.begun.after, id)[:1]:
                found = entry_of(key, self.begun.after[key], id, answer, self.uid)
                return found, id != self.id
        return None

    @cached_property
    def started(self) -> tuple[list[Exchange], list[Exchange]]:
        """What made the session, and what was told its id then."""
        return started_by(self.begun.exchanges, self.ids) if self.begun else ([], [])

    @cached_property
    def asked(self) -> tuple[Exchange, ...]:
        """Everything that was asked after signing in."""
        begun = [it for one in self.walk.begun for it in one.exchanges]
        return (*self.home.exchanges, *begun, *(self.runner.exchanges if self.runner else ()))

    def others(self, *own: Page | None) -> Sequence[Page]:
        """The pictures of all other screens of the runner, and of where people come from."""
        if self.runner is None:
            return ()
        known = [self.runner.ready, *self.runner.errors.values(), *self.waits, self.home.page]
        known += [self.runner.loading] if self.runner.loading else []
        return [it for it in known if not any(it is one for one in own)]

    @property
    def waits(self) -> list[Page]:
        """The tabs that waited for their session."""
        return [it.waiting for it in self.walk.begun if it.waiting is not None]


def url_id(begun: Begun) -> str:
    """The id in the address that the starter opened."""
    return id_in(begun.url, [it for it in begun.exchanges if not it.reads], begun.after)
