"""What an app keeps in storage: its sign-in, and the entry of a session."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from harness.init.exchange import leaves, parsed, tables

ENOUGH = 0.7
Stored = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """The storage layer: the key with `{id}`, and where payload and reader stand in the value."""

    key: str
    payload: str
    reader: str
    fixed: Mapping[str, JsonValue]


def entry_keys(before: Stored, after: Stored, id: str) -> tuple[str, ...]:
    """The keys that came to be and name the id, those first whose value is a table."""
    new = [key for key in after if key not in before and id in key]
    return tuple(sorted(new, key=lambda key: not isinstance(parsed(after[key]), dict)))


def entry_of(key: str, value: str, id: str, answer: JsonValue, uid: str) -> Entry:
    """The entry as a profile says it; `answer` is what the server tells of the same session."""
    tree = parsed(value)
    where = _payload_in(tree, answer)
    top = tree if isinstance(tree, dict) and where else {}
    outside = {path: it for path, it in top.items() if not _leads_to(path, where)}
    reader = next((path for path, it in outside.items() if uid and it == uid), "")
    fixed = {
        path: it
        for path, it in outside.items()
        if path != reader and isinstance(it, int) and not isinstance(it, bool)
    }
    return Entry(key.replace(id, "{id}"), where, reader, fixed)


def _payload_in(tree: JsonValue, answer: JsonValue) -> str:
    """The table within the entry that has most of the answer's keys; '' is the entry itself."""
    if not isinstance(answer, dict) or not answer:
        return ""
    shares = {path: len(answer.keys() & it.keys()) / len(answer) for path, it in tables(tree)}
    best = max(shares, key=lambda path: shares[path], default="")
    return best if shares.get(best, 0) >= ENOUGH else ""


def _leads_to(path: str, where: str) -> bool:
    return where == path or where.startswith(f"{path}.")


def auth_keys(before: Stored, after: Stored) -> tuple[str, ...]:
    """What signing in has put into storage."""
    return tuple(sorted(key for key in after if after[key] != before.get(key)))


def reader_key(stored: Stored, uid: str) -> str:
    """The key whose whole value is the uid, '' for none."""
    return next((key for key, value in sorted(stored.items()) if uid and value == uid), "")


def uid_in(bearer: str) -> str:
    """Whom a JWT is about, '' for a text that is none."""
    parts = bearer.split(".")
    if len(parts) != 3:
        return ""
    try:
        claims = parsed(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)).decode())
    except ValueError:
        return ""
    told = dict(leaves(claims))
    return str(told.get("sub") or told.get("user_id") or told.get("uid") or "")


def old(fixed: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """What an earlier build wrote in its place: the version before this one."""
    return {
        name: value - 1
        for name, value in fixed.items()
        if re.search(r"version|build|schema|^v$", name, re.I) and isinstance(value, int)
    }
