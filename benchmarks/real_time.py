"""How much real time a page's clock has seen: what passed on it, less what it jumped over."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from harness.model.event import Event, Json

# What is not a page's own.
ELSEWHERE = ("harness", "backend")


def by_clock(events: Iterable[Event]) -> Mapping[str, Sequence[Event]]:
    """The events of each page's clock."""
    found: dict[str, list[Event]] = defaultdict(list)
    for it in events:
        if it.clock not in ELSEWHERE:
            found[it.clock].append(it)
    return found


def real_ms(events: Iterable[Event]) -> float:
    """The milliseconds between first and last event of each clock, less its jumps, summed."""
    return sum(_span_ms(own) for own in by_clock(events).values())


def number(value: Json) -> float:
    """The value where it is a number, else 0."""
    return float(value) if isinstance(value, int | float) else 0.0


def _span_ms(events: Sequence[Event]) -> float:
    times = [it.at_ms for it in events]
    jumped = sum(number(it.detail.get("jump_ms")) for it in events if it.what == "clock")
    return max(0.0, max(times) - min(times) - jumped)
