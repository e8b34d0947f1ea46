"""A request as one thing, put together from its begin, ok and fail events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from harness.model.event import Event, Json, Phase
from harness.model.word import Role


@dataclass(frozen=True, slots=True)
class Request:
    """One request of one tab. `end` is None while nothing came back; times are ms on the tab's
    clock.
    """

    begin: Event
    end: Event | None

    @property
    def role(self) -> Role:
        """What the request is for, as the profile's patterns tell."""
        return role_named(self.begin.text("role"))

    @property
    def method(self) -> str:
        """The method, in capitals."""
        return self.begin.text("method")

    @property
    def url(self) -> str:
        """The whole address, secrets masked."""
        return self.begin.text("url")

    @property
    def foreign(self) -> bool:
        """Whether it goes to an origin that is not the target's."""
        return self.begin.detail.get("foreign") is True

    @property
    def bearer(self) -> str:
        """The uid in the bearer token, 'unreadable' for something else there, '' for none."""
        return self.begin.text("bearer")

    @property
    def token_print(self) -> str:
        """By what its bearer token is told from another one; '' for none."""
        return self.begin.text("token_print")

    @property
    def issued_ms(self) -> float | None:
        """When its bearer token was issued, as it says itself, in epoch ms; None where unknown."""
        value = self.begin.detail.get("issued_s")
        return float(value) * 1_000 if isinstance(value, int | float) else None

    @property
    def leak(self) -> str:
        """Where a token stands outside the Authorization header: 'url', 'body' or ''."""
        return self.begin.text("leak")

    @property
    def status(self) -> int | None:
        """The answer's status; None where no answer came."""
        value = self.end.detail.get("status") if self.end else None
        return value if isinstance(value, int) else None

    @property
    def failure(self) -> str:
        """Why no answer came: '' where one did, or is still awaited."""
        return self.end.text("reason") if self.end and self.end.kind is Phase.FAIL else ""

    @property
    def body(self) -> Json:
        """The answer's body: parsed JSON, else its text; session API only."""
        return self.end.detail.get("body") if self.end else None

    @property
    def headers(self) -> Mapping[str, Json]:
        """The answer's headers in lower case, as far as the page may read them."""
        value = self.end.detail.get("headers") if self.end else None
        return value if isinstance(value, Mapping) else {}

    @property
    def pair(self) -> str:
        """The server's id of this request, which its log entries carry too; '' where unknown."""
        return self.end.pair if self.end else ""

    @property
    def began_ms(self) -> float:
        """When it was sent."""
        return self.begin.at_ms

    @property
    def ended_ms(self) -> float | None:
        """When the answer, or its failure, was there."""
        return self.end.at_ms if self.end else None

    @property
    def evidence(self) -> tuple[int, ...]:
        """The seqs of its events."""
        return (self.begin.seq,) if self.end is None else (self.begin.seq, self.end.seq)

    @property
    def told(self) -> str:
        """What came of it, as part of a sentence: `POST /api/x was answered 503`."""
        what = f"{self.method} {urlsplit(self.url).path}"
        if self.status is not None:
            return f"{what} was answered {self.status}"
        if self.end is None:
            return f"{what} had no answer yet"
        return f"{what} got no answer" + (f" ({self.failure})" if self.failure else "")


@cache
def role_named(name: str) -> Role:
    """The role of that name, the rest's where there is none; asked far more often than there are
    roles. ValueError for a name that no role has.
    """
    return Role(name or Role.OTHER)


def requests_in(events: Iterable[Event]) -> tuple[Request, ...]:
    """The requests among a tab's `events`, in the order in which they began."""
    begun: dict[str, Event] = {}
    ended: dict[str, Event] = {}
    for event in events:
        if event.what != "request":
            continue
        into = begun if event.kind is Phase.BEGIN else ended
        into.setdefault(f"{event.actor}/{event.text('id')}", event)
    return tuple(Request(begin, ended.get(key)) for key, begin in begun.items())
