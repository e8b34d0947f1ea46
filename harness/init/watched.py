"""The nouns of a recording: what a person did in an app, and what the app showed and asked then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from harness.init.exchange import Exchange
from harness.init.page import Element, Page
from harness.init.walk import State


@dataclass(frozen=True, slots=True)
class Act:
    """What the person did to one element; what was typed as a password is not known."""

    verb: str
    element: Element
    value: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Moment:
    """A page as it was seen in a tab: before `act`, else after some change.

    `asked` is how many requests had begun by then, `stored` the localStorage, `bearer` the last
    token that was sent.
    """

    tab: str
    page: Page
    stored: Mapping[str, str] = field(default_factory=dict, repr=False)
    asked: int = 0
    bearer: str = field(default="", repr=False)
    act: Act | None = None

    @property
    def path(self) -> str:
        """The path of the page's address."""
        return urlsplit(self.page.url).path


@dataclass(frozen=True, slots=True)
class Kept:
    """The browser's state (cookies, storage, IndexedDB) when so many moments had been seen."""

    at: int
    state: State = field(repr=False)


@dataclass(frozen=True, slots=True)
class Watched:
    """A whole recording, in the order of arrival; `exchanges` in the order in which they began."""

    origin: str
    moments: tuple[Moment, ...]
    exchanges: tuple[Exchange, ...]
    kept: tuple[Kept, ...] = ()

    def state_at(self, moment: int) -> State | None:
        """The state kept soonest after that moment, else the last before; None where none was."""
        later = [it for it in self.kept if it.at > moment]
        found = later[0] if later else next(iter(self.kept[-1:]), None)
        return found.state if found else None

    def asked(self, first: int, last: int) -> Sequence[Exchange]:
        """What began to be asked from one moment on, and before another."""
        ends = self.moments[last].asked if last < len(self.moments) else len(self.exchanges)
        return self.exchanges[self.moments[first].asked : ends]
