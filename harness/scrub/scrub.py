"""Takes secrets out of what is kept: those that are known, in every spelling, and what looks like
one (tokens, credentials in headers, cookies, and what is called a password or a token).

What replaces them breaks neither JSON nor HTML nor a URL. In base64 a secret becomes as many `A`.
"""

import json
import re
from collections.abc import Iterable
from typing import TypeAlias

from harness.scrub.forms import base64_pieces, spellings

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

MASKED = "(masked)"
TOKEN = "(token)"
# A shorter secret is masked only where it stands by itself: as part of a word it is a word.
LONG = 12

_JWT = re.compile(rb"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
_HEADERS = re.compile(
    r"(?i)(proxy-)?authorization|(set-)?cookie|x-api-key|x-vercel-(protection-bypass|oidc-token|"
    r"set-bypass-cookie)|x-vercel-trusted-oidc-idp-token"
)
_KEYS = re.compile(
    r"(?i)((id|refresh|access|session|secure|oob|csrf)_?token|password|passwd|secret)"
)
# A name and its value in text: in JSON, escaped JSON, a form, or a URL.
_NAMED = re.compile(
    rb"(?i)((?:id|refresh|access|session|secure)_?token|password|passwd)"
    rb"((?:\\*[\"']|%22|&quot;)?\s*(?::|=|%3A|%3D)\s*(?:\\*[\"']|%22|&quot;)?)"
    # What stands without quotes in JSON is no secret, and JSON would be none without it.
    rb"(?!(?:true|false|null|-?\d[\d.eE+-]*)[\s,}\]])([^\"'\\%&,;\s<>(){}]{4,})"
)
_BEARER = re.compile(rb"(?i)\b(bearer|basic)(\s+|%20)([A-Za-z0-9._~+/=-]{8,})")


class Scrubber:
    """Knows some secrets, and what secrets look like."""

    def __init__(self, secrets: Iterable[str]) -> None:
        known = sorted({it for it in secrets if it}, key=len, reverse=True)
        plain = [form for it in known for form in _bounded(it)]
        pieces = sorted({it for one in known for it in base64_pieces(one)}, key=len, reverse=True)
        self._plain = re.compile("|".join(plain).encode()) if plain else None
        self._pieces = re.compile("|".join(map(re.escape, pieces)).encode()) if pieces else None

    def data(self, data: bytes) -> bytes:
        """The data without secrets; JSON and lines of JSON stay what they are."""
        return self._text(_structured(data))

    def _text(self, data: bytes) -> bytes:
        found = _JWT.sub(TOKEN.encode(), data)
        if self._plain is not None:
            found = self._plain.sub(MASKED.encode(), found)
        if self._pieces is not None:
            found = self._pieces.sub(lambda it: b"A" * len(it[0]), found)
        found = _BEARER.sub(lambda it: it[1] + it[2] + MASKED.encode(), found)
        return _NAMED.sub(lambda it: it[1] + it[2] + MASKED.encode(), found)


def _bounded(secret: str) -> list[str]:
    forms = [re.escape(it) for it in sorted(spellings(secret), key=len, reverse=True)]
    if len(secret) >= LONG:
        return forms
    return [rf"(?<![A-Za-z0-9]){it}(?![A-Za-z0-9])" for it in forms]


def _structured(data: bytes) -> bytes:
    """JSON with the values of secret headers, cookies and keys masked; anything else as it is."""
    if data[:1] not in (b"{", b"["):
        return data
    lines = data.split(b"\n")
    masked = [_line(it) for it in lines] if len(lines) > 1 else [_line(data)]
    if len(lines) > 1 and all(new is old for new, old in zip(masked, lines, strict=True)):
        return _line(data)  # no line is JSON by itself: it may be laid out over several
    return b"\n".join(masked)


def _line(line: bytes) -> bytes:
    if line[:1] not in (b"{", b"["):
        return line
    try:
        value: Json = json.loads(line)
    except ValueError:
        return line
    changed, found = _masked(value, "")
    if not changed:
        return line
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def _masked(value: Json, key: str) -> tuple[bool, Json]:
    """Whether anything was masked, and the value with that."""
    if isinstance(value, list):
        parts = [_masked(it, key) for it in value]
        return any(it[0] for it in parts), [it[1] for it in parts]
    if isinstance(value, dict):
        named = str(value.get("name", ""))
        is_secret = bool(_HEADERS.fullmatch(named)) or key.lower() == "cookies"
        parts_by_key = {
            name: (True, MASKED)
            if isinstance(it, str) and it and (_is_secret(name) or (is_secret and name == "value"))
            else _masked(it, name)
            for name, it in value.items()
        }
        changed = any(it[0] for it in parts_by_key.values())
        return changed, {name: it[1] for name, it in parts_by_key.items()}
    return False, value


def _is_secret(name: str) -> bool:
    return bool(_KEYS.fullmatch(name) or _HEADERS.fullmatch(name))
