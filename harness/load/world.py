"""What a load touches: a storage, an HTTP client, a clock, chance, and who is signed in.

The real ones are Locust's virtual users (`harness.swarm.users`), the others a test's.
"""

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from pydantic import JsonValue

from harness.load.payload import is_payload, parsed
from harness.model.rules import Rules
from harness.profile.template import at


class NoAnswer(Exception):
    """The request ended without an answer: refused, reset, or cut off."""


class TimedOut(NoAnswer):
    """The answer was not there, whole, within the time that it was given."""


class StorageRefused(Exception):
    """The storage throws: it is blocked, or full."""


@dataclass(frozen=True)
class Answer:
    """An HTTP answer, whole; the headers' names are in small letters."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""

    @cached_property
    def document(self) -> JsonValue:
        """The body's JSON, None where it is none; read once."""
        try:
            return parsed(self.body)
        except ValueError:
            return None

    def payload(self, rules: Rules) -> JsonValue:
        """The session's payload in it, None where there is none; looked at once."""
        seen = vars(self)
        if "seen" not in seen:
            found = at(self.document, rules.answer_payload)
            seen["seen"] = found if is_payload(found, rules) else None
        payload: JsonValue = seen["seen"]
        return payload


class Clock(Protocol):
    """Time in milliseconds; only `sleep_ms` lets it pass."""

    def now_ms(self) -> float:
        """A monotonic time."""

    def wall_ms(self) -> float:
        """The time since the epoch."""

    def sleep_ms(self, ms: float) -> None:
        """Returns so much later; others go on meanwhile."""


class Auth(Protocol):
    """Who is signed in. Everything that asks a server ends within `timeout_ms`.

    `token` and `fresh_token` are None when nobody is signed in any more; each may raise NoAnswer.
    """

    def remembered_uid(self) -> str | None:
        """The uid that storage remembers, at once and without asking anybody."""

    def settled(self, timeout_ms: float) -> str | None:
        """The uid once it is known who is signed in, None for nobody; raises NoAnswer."""

    def token(self, timeout_ms: float) -> str | None:
        """A token that is valid for now."""

    def fresh_token(self, timeout_ms: float) -> str | None:
        """A token that was made now, whatever the old one's age."""


class Fetch(Protocol):
    """Asks the server for the session, once."""

    def __call__(self, path: str, token: str, *, attempt: int, timeout_ms: float) -> Answer:
        """The whole answer within the time, whatever its status; raises NoAnswer, TimedOut."""


@dataclass(frozen=True, slots=True)
class World:
    """Everything that a load touches. `random` gives numbers in [0, 1). `session_id`,
    `entry_id` and `payload_id` are the session's ids for its API, in its storage key and in its
    payload, '' for the one in the address, which carries `query` besides.
    """

    storage: MutableMapping[str, str]
    fetch: Fetch
    clock: Clock
    random: Callable[[], float]
    auth: Auth
    rules: Rules
    session_path: str
    session_id: str = ""
    entry_id: str = ""
    payload_id: str = ""
    query: str = ""
