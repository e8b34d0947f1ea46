"""Where each thing stands in the payload, and in what the runner reports of itself."""

import re
from collections.abc import Iterator, Mapping

from pydantic import JsonValue

from harness.init.exchange import leaves

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
INDEX = re.compile(r"index|position|current|step|number", re.I)
HISTORY = re.compile(r"history|conversation|turns|messages|transcript", re.I)
QUESTION = re.compile(r"question|prompt|text|title", re.I)
NAME = re.compile(r"name|candidate|student|title|person", re.I)
SHORTEST = 3

# By the key of a beacon that a profile names, how apps call it.
REPORTED = {
    "version": r"^(v|version|schema)$",
    "load": r"load.?id|^(load|run|trace|attempt.?id)$",
    "starter": r"starter|^via$|from|origin",
    "layer": r"layer|source|supplier",
    "outcome": r"outcome|result|^ended$|^end$",
    "kind": r"kind|trouble|error|reason.?code",
    "attempts": r"attempts|tries|retries",
    "ms": r"ms$|took|duration|timing|elapsed",
    "reason": r"reason|because|why",
    "navigation": r"navigation",
    "connection": r"connection|^link$|network",
}


def payload_fields(payload: JsonValue, id: str, shown: str) -> dict[str, JsonValue]:
    """The keys of `[payload]` that could be told; `shown` is the text of the ready screen."""
    if not isinstance(payload, dict):
        return {}
    texts = {path: it for path, it in leaves(payload) if isinstance(it, str) and it}
    seen = {path: it for path, it in texts.items() if len(it) >= SHORTEST and it in shown}
    question = _first(seen, QUESTION, avoid=("history", "conversation", "turns"))
    found: dict[str, JsonValue] = {
        "id": _id(texts, id),
        "required": list(payload),
        "nonce": _first(seen, NAME) or question,
        "times": [path for path, it in texts.items() if INSTANT.match(it) and ".0" not in path],
        "index": _index(payload),
        "question": question,
        "history": next(_lists(payload), ""),
    }
    return {key: it for key, it in found.items() if it}


def _id(texts: Mapping[str, str], id: str) -> str:
    named = [path for path, it in texts.items() if it == id]
    return min(named, key=lambda path: (path.count("."), path), default="")


def _first(texts: Mapping[str, str], wanted: re.Pattern[str], avoid: tuple[str, ...] = ()) -> str:
    fitting = [it for it in texts if wanted.search(it) and not any(no in it for no in avoid)]
    return min(fitting, key=lambda path: (path.count("."), path), default="")


def _index(payload: JsonValue) -> str:
    numbers = [path for path, it in leaves(payload) if isinstance(it, int) and it == 0]
    return next((it for it in numbers if INDEX.search(it.rpartition(".")[2])), "")


def _lists(tree: JsonValue, at: str = "") -> Iterator[str]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            path = f"{at}.{key}" if at else key
            if isinstance(value, list) and HISTORY.search(key):
                yield path
            yield from _lists(value, path)


def reported(beacon: JsonValue) -> dict[str, str]:
    """The keys of `[telemetry]` that could be told from a report's own keys."""
    if not isinstance(beacon, dict):
        return {}
    found: dict[str, str] = {}
    for name, pattern in REPORTED.items():
        free = [key for key in beacon if key not in found.values()]
        named = next((key for key in free if re.search(pattern, key, re.I)), "")
        if named:
            found[name] = named
    return found
