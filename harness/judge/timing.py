"""Time within one load: what an answer asked to be waited, and what the harness itself held up."""

from email.utils import parsedate_to_datetime

from harness.model.event import Event, Phase
from harness.model.request import Request
from harness.model.trace import Trace

# Timers never fire early; an answer is stamped when its body was read, some ms after the app may
# have begun to wait.
EARLY_MS = 50.0
# How late a timer fires where two browsers and a server share two busy cores.
LATE_MS = 750.0
# HTTP dates have whole seconds (RFC 9110, 5.6.7), on both sides of the difference.
DATE_MS = 1_000.0


def retry_after_ms(request: Request) -> tuple[float, float] | None:
    """The least and the most that `Retry-After` asks to be waited, None where it says nothing
    usable.

    Seconds, or a date, which is measured from the answer's own `Date` (RFC 9110, 10.2.3); a date
    without that cannot be measured on the page's clock.
    """
    asked = str(request.headers.get("retry-after") or "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked) * 1_000, float(asked) * 1_000
    until, since = _instant_ms(asked), _instant_ms(str(request.headers.get("date") or ""))
    if until is None or since is None:
        return None
    return max(0.0, until - since - DATE_MS), max(0.0, until - since) + DATE_MS


def dated_ms(request: Request) -> float | None:
    """When the answer left, by its own `Date`, in epoch ms; None where it has none."""
    return _instant_ms(str(request.headers.get("date") or ""))


def is_date(request: Request) -> bool:
    """Whether `Retry-After` is a date."""
    return _instant_ms(str(request.headers.get("retry-after") or "")) is not None


def ended_by(request: Request, trace: Trace) -> float:
    """When the app was done with an attempt: its answer, or its timeout, whichever came first."""
    limit = request.began_ms + trace.rules.timeout_ms
    return limit if request.ended_ms is None else min(request.ended_ms, limit)


def parked_ms(trace: Trace, since: float, until: float) -> float:
    """For how much of a stretch the harness held the tab at a gate."""
    total, parked = 0.0, dict[str, float]()
    for event in own_time(trace):
        if event.what != "gate":
            continue
        if event.kind is Phase.BEGIN:
            parked.setdefault(event.text("name"), event.at_ms)
        else:
            begun = parked.pop(event.text("name"), event.at_ms)
            total += overlap(begun, event.at_ms, since, until)
    return total + sum(overlap(begun, until, since, until) for begun in parked.values())


def overlap(begin: float, end: float, since: float, until: float) -> float:
    """How much of one stretch lies within another, never negative."""
    return max(0.0, min(end, until) - max(begin, since))


def own_time(trace: Trace) -> tuple[Event, ...]:
    """The events that were stamped by the page's own clock, in order."""
    return tuple(it for it in trace.events if it.clock not in ("harness", "backend"))


def _instant_ms(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp() * 1_000
    except ValueError:
        return None
