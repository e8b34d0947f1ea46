"""Which part of an address is a session's id, and what such ids look like."""

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

from pydantic import JsonValue

from harness.init.exchange import Exchange, leaves

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SHORTEST = 4


def id_in(url: str, exchanges: Iterable[Exchange], keys: Iterable[str]) -> str:
    """The part of the address, a segment of its path or a value of its query, that some answer or
    storage key names as well; the last such segment, else such a value; '' for none. Words are in
    keys and queries for other reasons.
    """
    parts = urlsplit(url)
    values = [it for _, it in parse_qsl(parts.query) if not _is_word(it)]
    likely = [it for it in (*values, *parts.path.split("/")) if len(it) >= SHORTEST]
    told = {it for exchange in exchanges for it in _texts(exchange.got)}
    known = list(keys)
    stored = {it for it in likely if not _is_word(it) and any(it in key for key in known)}
    named = [it for it in likely if it in told or it in stored]
    return named[-1] if named else ""


def _texts(tree: JsonValue) -> set[str]:
    return {value for _, value in leaves(tree) if isinstance(value, str)}


def path_of(url: str, id: str) -> str:
    """The address's path with `{id}` in the id's place, and of its query what names the id."""
    parts = urlsplit(url)
    segments = [("{id}" if it == id else it) for it in parts.path.split("/")]
    path = "/".join(segments)
    naming = next((name for name, it in parse_qsl(parts.query) if it == id), "")
    return f"{path}?{naming}={{id}}" if naming and "{id}" not in segments else path


def word_in(url: str, id: str) -> str:
    """The word in the runner's address that says where the session was started; '' for none."""
    said = [it for _, it in parse_qsl(urlsplit(url).query) if it != id]
    return next((it for it in said if _is_word(it)), "")


def _is_word(value: str) -> bool:
    return value.replace("-", "").isalpha()


def ids_beside(exchanges: Iterable[Exchange], id: str) -> list[str]:
    """Other ids that answers give beside this one."""
    found = []
    for it in exchanges:
        values = dict(leaves(it.got))
        if id in values.values():
            named = [path for path in values if path.lower().endswith("id")]
            found += [str(values[path]) for path in named if isinstance(values[path], str)]
    return found


def pattern_of(ids: Iterable[str]) -> str:
    """A regular expression for ids like these."""
    known = list(ids)
    if known and all(UUID.fullmatch(it) for it in known):
        return "[0-9a-f]{8}-[0-9a-f-]{27}"
    return r"[A-Za-z0-9_-]+" if all(re.fullmatch(r"[\w-]+", it) for it in known) else "[^/?#]+"


def unknown_like(id: str) -> str:
    """A well-formed id that no session has."""
    if UUID.fullmatch(id):
        return "00000000-0000-4000-8000-000000000000"
    return "layerproof-no-such-session"


def document_id(exchanges: Iterable[Exchange], id: str) -> tuple[str, str] | None:
    """Where the answer that made the session names another id than the address has: the value and
    its dotted path; None where all name the same.
    """
    for it in exchanges:
        if it.reads or not it.went_well:
            continue
        named = [(path, value) for path, value in leaves(it.got) if _is_id(path, value)]
        if named and all(value != id for _, value in named):
            path, value = named[0]
            return str(value), path
        return None
    return None


def _is_id(path: str, value: JsonValue) -> bool:
    last = path.rpartition(".")[2]
    likely = re.search(r"(^id$|Id$|_id$|[Uu]uid)", last) or (
        isinstance(value, str) and UUID.fullmatch(value)
    )
    return bool(likely) and isinstance(value, str) and len(value) >= SHORTEST and "org" not in last
