"""Events as lines that a person reads."""

from collections.abc import Iterable

from harness.model.event import Event, Json, Phase

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
