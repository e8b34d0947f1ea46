"""Which of the observed requests is for what, as a profile's `[api]` says it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import JsonValue

from harness.init.exchange import Exchange, holds, leaves

Call = str | dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Asked:
    """The requests of one starter's act, in order: signing in, starting, reading, and the acts."""

    sign_in: tuple[Exchange, ...] = ()
    start: tuple[Exchange, ...] = ()
    answer: tuple[Exchange, ...] = ()
    end: tuple[Exchange, ...] = ()


def session_call(exchanges: Iterable[Exchange], id: str) -> Exchange | None:
    """The read that gave the session: of those that name the id, the one that tells most."""
    fitting = [
        it
        for it in exchanges
        if it.method == "GET" and it.went_well and isinstance(it.got, dict) and id in it.path
    ]
    return max(fitting, key=lambda it: len(list(leaves(it.got))), default=None)


def template(exchange: Exchange, ids: Iterable[str]) -> str:
    """`METHOD /path/{id}`; a path on another host keeps its host."""
    known = set(ids)
    parts = urlsplit(exchange.url)
    path = "/".join("{id}" if it in known else it for it in parts.path.split("/"))
    return f"{exchange.method} {path}"


def sign_in_calls(exchanges: Iterable[Exchange], secrets: Iterable[str]) -> list[str]:
    """The requests that carried what was typed into the form."""
    known = set(secrets)
    found = [
        template(it, ())
        for it in exchanges
        if not it.reads and any(holds(it.sent, text) for text in known)
    ]
    return list(dict.fromkeys(found))


def started_by(
    exchanges: Iterable[Exchange], ids: Sequence[str]
) -> tuple[list[Exchange], list[Exchange]]:
    """The writes of a starter: those that made the session, and those that were told its id."""
    writes = [it for it in exchanges if not it.reads and not it.beacon and it.went_well]
    naming = [it for it in writes if any(_names(it.got, id) or _names(it.sent, id) for id in ids)]
    told = [it for it in naming if any(_names(it.sent, id) or id in it.path for id in ids)]
    made = [it for it in naming if it not in told]
    return (made, told) if made else (told[:1], told[1:])


def _names(tree: JsonValue, id: str) -> bool:
    return bool(id) and holds(tree, id)


def acted_by(exchanges: Iterable[Exchange], ids: Sequence[str]) -> list[Exchange]:
    """The writes of an act that name the session."""
    writes = [it for it in exchanges if not it.reads and not it.beacon]
    return [it for it in writes if any(_names(it.sent, id) or id in it.path for id in ids)]


def told_apart(calls: Mapping[str, Sequence[Exchange]], ids: Sequence[str]) -> dict[str, Call]:
    """Each role's first request as a profile writes it; where two share method and path, with the
    field of the body that tells them apart.
    """
    first = {role: its[0] for role, its in calls.items() if its}
    return {role: _call(role, it, first, ids) for role, it in first.items()}


def _call(role: str, exchange: Exchange, all_: Mapping[str, Exchange], ids: Sequence[str]) -> Call:
    where = template(exchange, ids)
    rivals = [it for name, it in all_.items() if name != role and template(it, ids) == where]
    field = _telling(exchange, rivals)
    if not field:
        return where
    return {"path": where, "field": field, "equals": dict(leaves(exchange.sent))[field]}


def _telling(exchange: Exchange, rivals: Sequence[Exchange]) -> str:
    """The field in which the bodies differ by a short word; '' where there is none, or no rival."""
    if not rivals:
        return ""
    own = dict(leaves(exchange.sent))
    for path, value in own.items():
        others = [dict(leaves(it.sent)).get(path) for it in rivals]
        if _is_word(value) and all(_is_word(it) and it != value for it in others):
            return path
    return ""


def _is_word(value: JsonValue) -> bool:
    return isinstance(value, str) and value.isidentifier() and len(value) <= 24


def beacons(exchanges: Iterable[Exchange]) -> tuple[Exchange, ...]:
    """What pages sent without waiting for an answer, to their own server."""
    return tuple(it for it in exchanges if it.beacon and isinstance(it.sent, dict))


def reads(exchanges: Iterable[Exchange], ids: Sequence[str], known: Iterable[str]) -> list[str]:
    """All else that pages asked for as data, once each."""
    rest = [template(it, ids) for it in exchanges if it.reads and it.got is not None]
    return [it for it in dict.fromkeys(rest) if it not in set(known)]


def pair_header(exchanges: Sequence[Exchange]) -> str:
    """The answers' header that is another one each time and is named like a request's id."""
    names = {name for it in exchanges for name in it.headers if _numbers_requests(name)}
    for name in sorted(names):
        values = [it.headers[name] for it in exchanges if name in it.headers]
        if len(values) > 1 and len(set(values)) == len(values):
            return name
    return ""


def _numbers_requests(name: str) -> bool:
    return any(word in name for word in ("request-id", "correlation-id", "trace-id"))
