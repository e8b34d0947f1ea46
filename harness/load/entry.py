"""The storage layer's entry: the payload, and whose it is, as JSON under a key of the session's.

Key, places and what every entry of this build holds are the profile's (`Rules.entry_*`).
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import cast
from urllib.parse import quote

from pydantic import JsonValue

from harness.load.payload import is_payload, parsed, written
from harness.model.rules import Rules
from harness.profile.template import at, placed


@dataclass(frozen=True, slots=True)
class Found:
    """What an entry gave: the payload, or None and the reason why it does not count."""

    payload: JsonValue = None
    refused: str = ""


def key_of(interview_id: str, rules: Rules) -> str:
    """The key of a session's entry."""
    return rules.entry_key.replace("{id}", interview_id)


@lru_cache(maxsize=1_024)
def quoted(interview_id: str, safe: str) -> str:
    """The id as a part of a path, in which the `safe` signs stand as they are."""
    return quote(interview_id, safe=safe)


def encode(reader: str, payload: JsonValue, rules: Rules) -> str:
    """The entry's text, for this reader."""
    entry: JsonValue = {}
    for path, value in rules.entry_fixed.items():
        entry = placed(entry, path, cast(JsonValue, value))
    if rules.entry_reader:
        entry = placed(entry, rules.entry_reader, reader)
    return written(placed(entry, rules.entry_payload, payload))


def decode(raw: str | None, interview_id: str, reader: str | None, rules: Rules) -> Found:
    """The payload if this reader may see it as this interview, else why not.

    Reasons, the first that applies: missing, corrupt, wrong-version, wrong-reader, wrong-shape,
    wrong-id.
    """
    if raw is None:
        return Found(refused="missing")
    try:
        entry = parsed(raw)
    except ValueError:
        return Found(refused="corrupt")
    if not isinstance(entry, dict | list):
        return Found(refused="corrupt")
    return _checked(entry, interview_id, reader, rules)


def names(payload: JsonValue, interview_id: str, rules: Rules) -> bool:
    """Whether the payload is of this interview."""
    return at(payload, rules.payload_id) == interview_id


def _checked(entry: JsonValue, interview_id: str, reader: str | None, rules: Rules) -> Found:
    if any(at(entry, path) != value for path, value in rules.entry_fixed.items()):
        return Found(refused="wrong-version")
    if rules.entry_reader and (reader is None or at(entry, rules.entry_reader) != reader):
        return Found(refused="wrong-reader")
    payload = at(entry, rules.entry_payload)
    if not is_payload(payload, rules):
        return Found(refused="wrong-shape")
    if not names(payload, interview_id, rules):
        return Found(refused="wrong-id")
    return Found(payload=payload)
