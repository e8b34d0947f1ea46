"""What the control plane answers, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from harness.model.event import Event, Json, Phase


@dataclass(frozen=True, slots=True)
class Stored:
    """A document as the store has it now."""

    fields: Mapping[str, Json]
    version: str


@dataclass(frozen=True, slots=True)
class Token:
    """A token that was made without signing in; `expires_at_ms` is epoch ms."""

    id_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_at_ms: float
    user: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Parked:
    """A request or database call that waits at a gate, since the log's `at_seq`."""

    gate: str
    at_seq: int
    what: Json


@dataclass(frozen=True, slots=True)
class Log:
    """A part of the mock's log; `next` is what to ask for after it, `lost` how many it dropped."""

    events: tuple[Event, ...]
    next: int
    lost: int = 0


def event_from(told: Mapping[str, Json]) -> Event:
    """One line of the mock's log, on the clock "backend"."""
    detail = told.get("detail")
    return Event(
        seq=int(str(told["seq"])),
        at_ms=float(str(told["at_ms"])),
        clock="backend",
        actor=str(told["actor"]),
        kind=Phase(str(told["kind"])),
        what=str(told["what"]),
        pair=str(told.get("pair") or ""),
        detail=detail if isinstance(detail, Mapping) else {},
    )
