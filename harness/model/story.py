"""A trace or a journey as lines that a person reads."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from harness.model.event import Event, Json, Phase

if TYPE_CHECKING:
    from harness.model.journey import Journey
    from harness.model.trace import Trace

MARK = {Phase.BEGIN: "→", Phase.OK: "✓", Phase.FAIL: "✗", Phase.INFO: "·"}
QUIET = {
    "id",
    "order",
    "role",
    "from_worker",
    "hops",
    "initiator",
    "foreign",
    "bearer",
    "leak",
    "headers",
    "body",
    "value",
}
LONGEST = 96


def tell(trace: "Trace") -> str:
    """The load in one headline and a line an event."""
    kind = f" ({trace.error})" if trace.error else ""
    layer = f", answered by {trace.answered_by}" if trace.answered_by else ""
    head = f"{trace.id}: {trace.url} in {trace.tab} ended {trace.ended}{kind}{layer}"
    under = f" under {', '.join(trace.conditions)}" if trace.conditions else ""
    return "\n".join([head + under, *lines(trace.events)])


def tell_journey(journey: "Journey") -> str:
    """The journey: how each load ended, then a line an event, with its actor."""
    ends = [f"  {it.id} {it.url} ended {it.ended}" for it in journey.traces]
    head = f"{journey.id}: {journey.starter or 'direct'} as {journey.visitor.name}"
    return "\n".join([head, *ends, *lines(journey.events)])


def lines(events: Iterable[Event]) -> list[str]:
    """One line an event: seq, ms on its own clock, actor, mark, what, detail.

    Scripts, styles and pictures that arrived are left out: a load has dozens, and they say nothing.
    """
    events = list(events)
    dull = {_key(it) for it in events if _is_asset(it)} - {
        _key(it) for it in events if it.kind is Phase.FAIL
    }
    return [line(it) for it in events if it.what != "request" or _key(it) not in dull]


def _key(event: Event) -> tuple[str, str]:
    return event.clock, event.text("id") or event.pair


def _is_asset(event: Event) -> bool:
    if event.actor == "server":
        return event.text("path").rpartition(".")[2] in {"js", "css", "svg", "png", "ico", "woff2"}
    return event.text("initiator") == "resource"


def line(event: Event) -> str:
    """The event in one line, cut to what fits a terminal."""
    when = f"{event.seq:>4} {event.at_ms:>9.1f} {event.actor:<9}"
    return f"{when} {MARK[event.kind]} {event.what:<15} {_details(event)}".rstrip()


def _details(event: Event) -> str:
    shown = [f"{key}={_short(value)}" for key, value in event.detail.items() if _says(key, value)]
    return " ".join(shown)


def _says(key: str, value: Json) -> bool:
    return key not in QUIET and value not in ("", None)


def _short(value: Json) -> str:
    text = str(value).replace("\n", " ")
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
