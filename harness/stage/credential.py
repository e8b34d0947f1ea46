"""What can be made of a sign-in that was seen, without the key with which its token was signed.

aged      what the browser keeps says that the token is over: each instant there that is the
          token's expiry, in milliseconds or seconds, whoever wrote it and wherever it stands
forged    the token's claims under a signature that nobody made (RFC 7515; `alg: none`: RFC 7519, 6)
"""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

FORGERIES = ("alg-none", "other-key")
# An expiry is noted when the answer arrives: by another clock, and after its way.
NEAR_S = 300.0
# Longer than any identity token is good for: Firebase's is for an hour.
AGED_S = 90_000


def aged(state: Mapping[str, object], bearer: str) -> Mapping[str, object] | None:
    """A browser's saved state in which the token was over a day ago; None where nothing in it
    says when the token ends.
    """
    expires_s = _claims(bearer).get("exp")
    if not isinstance(expires_s, (int, float)):
        return None
    old = _aged(dict(state), float(expires_s))
    return old if old != state else None


def forged(bearer: str, kind: str) -> str:
    """The token with the same claims, unsigned or signed by nobody's key; `kind` is one of
    `FORGERIES`.
    """
    head, claims, signature = f"{bearer}...".split(".")[:3]
    if kind == "alg-none":
        return f"{_coded({'alg': 'none', 'typ': 'JWT'})}.{claims}."
    return f"{head}.{claims}.{signature[::-1]}"


def _aged(value: Any, expires_s: float) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, Mapping):
        return {name: _aged(it, expires_s) for name, it in value.items()}
    if isinstance(value, list):
        return [_aged(it, expires_s) for it in value]
    if isinstance(value, str):
        return _aged_text(value, expires_s)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    for unit in (1_000, 1):
        if abs(value / unit - expires_s) < NEAR_S:
            return type(value)(value - AGED_S * unit)
    return value


def _aged_text(text: str, expires_s: float) -> str:
    """What storage holds is text: JSON in it is aged as JSON, a number alone as a number."""
    try:
        inside = json.loads(text)
    except ValueError:
        return text
    old = _aged(inside, expires_s) if not isinstance(inside, str) else inside
    return text if old == inside else json.dumps(old, separators=(",", ":"))


def _claims(bearer: str) -> dict[str, object]:
    try:
        middle = f"{bearer}.".split(".")[1]
        found = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    except (binascii.Error, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _coded(claims: Mapping[str, object]) -> str:
    text = json.dumps(claims, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(text).decode().rstrip("=")
