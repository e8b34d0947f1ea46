"""What a real browser showed of one start, as far as a visitor without one needs it."""

from dataclasses import dataclass, field
from typing import TypeAlias

from pydantic import JsonValue


@dataclass(frozen=True, slots=True)
class Heard:
    """A call that a page made: `path` is below the application's origin, with its query."""

    method: str
    path: str
    said: JsonValue
    status: int
    told: JsonValue


@dataclass(frozen=True, slots=True)
class Replied:
    """An answer that was handed in, and the payload before and after it."""

    text: str
    heard: Heard
    before: JsonValue
    after: JsonValue


@dataclass(frozen=True, slots=True)
class Walk:
    """One start: its calls, the session's ids as they were read, the payload that was stored (None
    where none was), and what the runner's address carried besides.
    """

    create: Heard
    start: Heard | None
    url_id: str
    document_id: str = ""
    entry_id: str = ""
    stored: JsonValue = None
    query: str = ""
    uid: str = ""
    replies: tuple[Replied, ...] = field(default=())


Sources: TypeAlias = dict[str, JsonValue]
