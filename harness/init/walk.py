"""The nouns of a walk through an app: what an explorer does, and what it brought home."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from harness.init.calls import Asked
from harness.init.exchange import Exchange
from harness.init.page import Element, Page

Step = Mapping[str, object]
# What a browser saves of whoever is signed in: cookies, storage, IndexedDB.
State = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in; `name` is the visitor's in the profile. The password's variable is
    what the profile says; `email_env` is '' where the address itself may stand there.
    """

    name: str
    email: str
    password: str = field(repr=False)
    password_env: str
    email_env: str = ""


@dataclass(frozen=True, slots=True)
class Breakage:
    """What the session's request meets: an answer with `status` and `body`, or a cut connection
    for 0. `signed_in` says whether the visitor is.
    """

    kind: str
    status: int
    body: str = ""
    signed_in: bool = True


BREAKAGES = (
    Breakage("not-found", 404),
    Breakage("forbidden", 403),
    Breakage("expired", 410),
    Breakage("signed-out", 401, signed_in=False),
    Breakage("network", 0),
    Breakage("server", 500),
    Breakage("corrupt", 200, body='{"nothing": "that is a session"}'),
)


@dataclass(frozen=True, slots=True)
class Begun:
    """One starter, used once: where, by which steps, and what opened.

    `stored` is storage before and after; `waiting` the opened tab before the session was there.
    """

    account: str
    path: str
    steps: tuple[Step, ...]
    word: str
    same_tab: bool
    url: str
    exchanges: tuple[Exchange, ...]
    before: Mapping[str, str]
    after: Mapping[str, str]
    page: Page
    waiting: Page | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """Where an account arrived after signing in, and what signing in has stored. Steps to sign out
    are there where somebody was seen to do so.
    """

    account: Account
    path: str
    page: Page
    sign_in_path: str
    sign_in_steps: tuple[Step, ...]
    stored: Mapping[str, str]
    exchanges: tuple[Exchange, ...]
    name: str = ""
    org: str = ""
    sign_out_steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Runner:
    """The runner of one session, looked at from all sides; `shown` are the texts on the way."""

    loading: Page | None
    ready: Page
    errors: Mapping[str, Page]
    shown: tuple[str, ...]
    exchanges: tuple[Exchange, ...]
    uid: str = ""
    answer_steps: tuple[Step, ...] = ()
    end_steps: tuple[Step, ...] = ()
    asked: Asked = field(default_factory=Asked)


@dataclass(frozen=True, slots=True)
class Walk:
    """All that was found; `notes` are what went otherwise than hoped, for the person. An `is_open`
    app lets in whoever comes as they are: its only home is where nobody arrived.
    """

    origin: str
    homes: tuple[Home, ...]
    begun: tuple[Begun, ...]
    runner: Runner | None
    notes: tuple[str, ...] = ()
    is_open: bool = False


class Looker(Protocol):
    """Looks at one session's page for a visitor who is signed in, each time in a browser's state of
    its own, so that neither the visitor nor the next look is disturbed.
    """

    def enter(self, kept: State | None = None) -> None:
        """Begins anew as somebody who was never here (no cookies, no storage), or as whom a
        browser's state knows; one empty tab.
        """

    def afresh(self, url: str, forget: str) -> tuple[Page, Sequence[Exchange]]:
        """The page at the address for the same visitor, whose storage has lost that entry, and
        what it asked for.
        """

    def held(self, url: str, forget: str, session: Exchange) -> Page | None:
        """The page at the address while its session's request waits, without that entry."""

    def broken(
        self, url: str, forget: str, session: Exchange, breakages: Sequence[Breakage]
    ) -> Mapping[str, Sequence[Page]]:
        """By kind, what the page at the address showed one after the other under the breakage; the
        last is where it has given up.
        """


class Explorer(Looker, Protocol):
    """A browser with one visitor at a time. Each call returns when the pages have come to rest."""

    def visit(self, path: str) -> Page:
        """Opens the path in the first tab, and closes all others."""

    def page(self) -> Page:
        """The newest tab as it is now."""

    def do(self, verb: str, element: Element, value: str = "") -> None:
        """Clicks, fills or selects an element of the page that was looked at last in its tab;
        raises NotObserved where it is not there any more.
        """

    def start(self, element: Element) -> Page | None:
        """Clicks, and holds what is written to the server for a moment; what a tab showed that
        came to be by it, None where there was none. Raises NotObserved as `do` does.
        """

    def rest(self) -> None:
        """Waits until nothing is asked and nothing changes."""

    def tabs(self) -> int:
        """How many tabs are open."""

    def storage(self) -> Mapping[str, str]:
        """The newest tab's localStorage."""

    def exchanges(self) -> Sequence[Exchange]:
        """What was asked since `enter`, in order."""

    def bearer(self) -> str:
        """The last token that was sent, for what it says about its bearer; '' for none."""
