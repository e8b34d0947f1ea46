"""One HTTP request of a virtual user, and what counts as its success."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from pydantic import JsonValue

from harness.load.payload import parsed
from harness.load.world import Answer

JSON, PAGE = "application/json", "text/html"


def expects(*statuses: int) -> Callable[[Answer], str]:
    """Says what is wrong with an answer: nothing for these statuses, so any other 200 is wrong."""
    wanted = " or ".join(map(str, statuses))
    return lambda it: "" if it.status in statuses else f"status {it.status}, expected {wanted}"


@lru_cache(maxsize=16)
def expecting(status: int) -> Callable[[Answer], str]:
    """The same for one status, and for any 2xx where it is 0."""
    if status:
        return expects(status)
    return lambda it: "" if it.status // 100 == 2 else f"status {it.status}, expected 2xx"


_EXPECTED = expects(200)


@dataclass(frozen=True, slots=True)
class Call:
    """A request: `name` is its line in Locust's tables, `wrong` says what is wrong with an answer.

    `body` is sent as JSON, `token` as bearer ('' and None as none); the answer has `timeout_ms` to
    arrive whole, and `accept` is what kind of answer is asked for.
    """

    method: str
    path: str
    name: str
    body: JsonValue = None
    token: str | None = None
    timeout_ms: float = 10_000
    wrong: Callable[[Answer], str] = _EXPECTED
    headers: tuple[tuple[str, str], ...] = ()
    accept: str = JSON


class Send(Protocol):
    """Sends a call and has Locust record it."""

    def __call__(self, call: Call, /) -> Answer:
        """The whole answer, whatever its status; raises NoAnswer, TimedOut."""


def body_of(answer: Answer) -> dict[str, JsonValue]:
    """The answer's JSON object, {} where it is none."""
    try:
        found = parsed(answer.body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
