"""Keeps tokens out of everything that is recorded: a token goes in as one, and comes out as
`<token of UID>`.
"""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from harness.model.event import Json

JWT = re.compile(r"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
SECRET_KEYS = re.compile(r"(?i)^(id_?token|refresh_?token|access_?token|password|authorization)$")
SECRET_TEXT = re.compile(
    r'(?i)("?(?:id_?token|refresh_?token|access_?token|password)"?\s*[:=]\s*"?)([^"\s,&}]{4,})'
)


def bearer_uid(header: str) -> str:
    """The uid in a bearer token: '' where the header has none, 'unreadable' where it cannot be
    read.
    """
    scheme, _, token = header.strip().partition(" ")
    if not header.strip():
        return ""
    if scheme.lower() != "bearer":
        return "unreadable"
    return subject(token) or "unreadable"


def token_print(header: str) -> str:
    """By what one bearer token is told from another, and nobody let in: the beginning of its
    digest; '' where the header has none.
    """
    _, _, token = header.strip().partition(" ")
    return hashlib.sha256(token.strip().encode()).hexdigest()[:8] if token else ""


def issued_s(header: str) -> float | None:
    """When the bearer token was issued by its own `iat`, in epoch seconds; None where it does not
    say.
    """
    value = _claims(header.strip().partition(" ")[2]).get("iat")
    return float(value) if isinstance(value, int | float) else None


def subject(token: str) -> str:
    """The `sub` of a JSON Web Token, not verified; '' where it has none."""
    value = _claims(token).get("sub")
    return value if isinstance(value, str) else ""


def ends_s(token: str) -> float:
    """When a JSON Web Token ends by its own `exp`, in epoch seconds; 0 where it does not say."""
    value = _claims(token).get("exp")
    return float(value) if isinstance(value, int | float) else 0.0


def _claims(token: str) -> dict[str, Any]:
    parts = token.split(".")
    if len(parts) < 2:
        return {}
    try:
        padded = parts[1] + "=" * (-len(parts[1]) % 4)
        claims = json.loads(base64.urlsafe_b64decode(padded))
    except (binascii.Error, ValueError):
        return {}
    return claims if isinstance(claims, dict) else {}


def has_token(text: str) -> bool:
    """Whether a JSON Web Token stands in the text."""
    return JWT.search(text) is not None


def mask_text(text: str) -> str:
    """The text with every token and every named secret replaced."""
    masked = JWT.sub(lambda found: f"<token of {subject(found.group()) or 'nobody'}>", text)
    return SECRET_TEXT.sub(
        lambda found: (
            found.group() if found.group(2).startswith("<token") else f"{found.group(1)}<masked>"
        ),
        masked,
    )


def mask(value: Json) -> Json:
    """The value with every secret in it replaced, however deep."""
    match value:
        case str():
            return mask_text(value)
        case Mapping():
            return {key: _mask_entry(key, inner) for key, inner in value.items()}
        case list() | tuple():
            return [mask(inner) for inner in value]
        case _:
            return value


def _mask_entry(key: str, value: Json) -> Json:
    if isinstance(value, str) and value and SECRET_KEYS.match(key):
        return mask_text(value) if has_token(value) else "<masked>"
    return mask(value)
