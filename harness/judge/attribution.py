"""A load explained: which layer answered, why storage did not, where the time went.

    arrival ─ script ─▶ storage ─ auth ─▶ attempt-1 ─ wait-1 ─▶ attempt-2 ─▶ … ─ render ─▶ the end

Legs lie one after the other and never overlap, but for `server` and `database`, which lie within an
attempt and come from the backend's own log (or from Server-Timing), by length only: their clock is
another. What no leg covers is unexplained.
"""

import re
from collections.abc import Iterator

from harness.judge.arrival import arrival
from harness.judge.entry import entry_reads, entry_writes, key_of, reason_of
from harness.judge.timing import ended_by
from harness.model.attribution import Attribution, Leg, Reason
from harness.model.event import Event, Phase
from harness.model.journey import Journey
from harness.model.request import Request
from harness.model.trace import Trace
from harness.model.word import Layer, Outcome, Role

WITHIN = ("server", "database")
Span = tuple[str, float, float]


def attribute(trace: Trace, journey: Journey | None = None) -> Attribution:
    """The load's attribution; with its `journey`, the backend's log tells how long server and
    database took.
    """
    legs = tuple(_legs(trace, journey))
    total = max(0.0, trace.ending.at_ms - trace.began_ms)
    covered = _covered([it for it in legs if it.name not in WITHIN])
    return Attribution(
        layer=trace.answered_by,
        outcome=trace.ended,
        kind=trace.error,
        attempts=len(trace.attempts),
        storage_reason=storage_reason(trace),
        legs=legs,
        total_ms=total,
        unexplained_ms=max(0.0, total - covered),
    )


def storage_reason(trace: Trace) -> Reason:
    """Why storage did not answer: NONE where it did, NOT_READ where it was not asked."""
    reads = entry_reads(trace)
    if not reads:
        return Reason.NOT_READ
    reasons = [reason_of(trace, it) for it in reads]
    if trace.answered_by is Layer.STORAGE or Reason.NONE in reasons:
        return Reason.NONE
    return reasons[0]


def _legs(trace: Trace, journey: Journey | None) -> Iterator[Leg]:
    """The legs in order of their begin, each cut to the load."""
    stretches = sorted([*_spans(trace), *_within(trace, journey)], key=lambda it: it[1])
    for name, begin, end in stretches:
        first, last = max(begin, trace.began_ms), min(end, trace.ending.at_ms)
        if last > first:
            yield Leg(name, first, last - first)


def _spans(trace: Trace) -> Iterator[Span]:
    attempts, here = trace.attempts, trace.began_ms
    for span in _before_attempts(trace):
        yield span
        here = max(here, span[2])
    for number, attempt in enumerate(attempts, start=1):
        if number > 1:
            yield f"wait-{number - 1}", here, attempt.began_ms
        here = _until(trace, number, attempt)
        yield f"attempt-{number}", attempt.began_ms, here
    if trace.ended in (Outcome.READY, Outcome.ERROR):
        yield "render", here, trace.ending.at_ms


def _before_attempts(trace: Trace) -> Iterator[Span]:
    """What comes before the server is asked: the document, its scripts, storage, auth."""
    arrived = arrival(trace)
    here = trace.began_ms
    if arrived is not None and arrived.clock != "harness":
        yield "navigate", here, arrived.at_ms
        here = arrived.at_ms
    asks = [it.began_ms for it in trace.attempts]
    until = min([*asks, trace.ending.at_ms])
    touched = _touches(trace, until)
    auth = [it for it in trace.requests(Role.AUTH) if it.began_ms < until]
    acts = [*touched, *(it.began_ms for it in auth), *asks[:1]]
    if acts:
        yield "script", here, min(acts)
        here = min(acts)
    if touched:
        yield "storage", min(touched), max(touched)
        here = max(touched)
    if auth and asks:
        yield "auth", here, until
    elif auth:
        yield "auth", here, max(it.ended_ms or until for it in auth)


def _touches(trace: Trace, until: float) -> list[float]:
    """When the load's entry was touched before the server was asked."""
    removed = [
        it
        for it in trace.named("storage.remove")
        if it.text("key") == key_of(trace) and it.kind is Phase.OK
    ]
    events = [*entry_reads(trace), *entry_writes(trace), *removed]
    return [it.at_ms for it in events if it.at_ms <= until]


def _until(trace: Trace, number: int, attempt: Request) -> float:
    """When the app was done with the attempt."""
    following = [it.began_ms for it in trace.attempts[number : number + 1]]
    return min([ended_by(attempt, trace), *following, trace.ending.at_ms])


def _within(trace: Trace, journey: Journey | None) -> Iterator[Span]:
    """How long server and database took for each attempt, laid at the attempt's end."""
    for attempt in trace.attempts:
        end = attempt.ended_ms
        if end is None:
            continue
        server, database = _logged(journey, attempt) or _timed(attempt)
        if server:
            yield "server", end - server, end
        if database:
            yield "database", end - database, end


def _logged(journey: Journey | None, attempt: Request) -> tuple[float, float] | None:
    """Milliseconds of server and database in the backend's log, None where it says nothing."""
    if journey is None or not attempt.pair:
        return None
    own = [it for it in journey.events if it.pair == attempt.pair and it.clock == "backend"]
    served = [it.at_ms for it in own if it.what == "request"]
    if len(served) < 2:
        return None
    return max(served) - min(served), _in_database(own)


def _in_database(own: list[Event]) -> float:
    """Milliseconds between the begins and ends of what one request asked of the database."""
    total, begun = 0.0, dict[tuple[str, str], float]()
    for event in own:
        key = (event.what, event.text("path"))
        if event.actor == "database" and event.kind is Phase.BEGIN:
            begun[key] = event.at_ms
        elif key in begun:
            total += event.at_ms - begun.pop(key)
    return total


def _timed(attempt: Request) -> tuple[float, float]:
    """Milliseconds of server and database by the answer's Server-Timing, 0 where it has none."""
    timing = str(attempt.headers.get("server-timing") or "")
    known = dict(re.findall(r"([\w-]+)[^,]*?;\s*dur=([\d.]+)", timing))
    spent = {name: float(ms) for name, ms in known.items() if ms.count(".") <= 1 and ms != "."}
    return sum(spent.values()), spent.get("db", 0.0)


def _covered(legs: list[Leg]) -> float:
    """How many milliseconds the legs cover together, overlaps once."""
    total, reached = 0.0, float("-inf")
    for leg in sorted(legs, key=lambda it: it.begin_ms):
        end = leg.begin_ms + leg.length_ms
        total += max(0.0, end - max(leg.begin_ms, reached))
        reached = max(reached, end)
    return total
