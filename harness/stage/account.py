"""A visitor who is signed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from harness.stage.driver import Visa


@dataclass(slots=True)
class Account:
    """How the browser knows them; `uid` and `bearer` are '' as long as nobody told them."""

    visa: Visa
    uid: str = ""
    bearer: str = field(default="", repr=False)


def stored_in(state: Mapping[str, object] | None, origin: str, key: str) -> str:
    """What a browser's saved state holds under that key of the origin's localStorage; '' for
    nothing.
    """
    known = cast("list[dict[str, Any]]", (state or {}).get("origins") or [])
    own = [it for it in known if it.get("origin") == origin]
    entries = [entry for it in own for entry in it.get("localStorage") or []]
    return next((str(it["value"]) for it in entries if it.get("name") == key), "")


def state_of(
    origin: str,
    *,
    cookies: list[dict[str, Any]] | None = None,
    storage: Mapping[str, str] | None = None,
    databases: list[dict[str, Any]] | None = None,
) -> dict[str, object]:
    """A browser's saved state, as Playwright writes one, with these things of one origin."""
    kept: dict[str, Any] = {
        "origin": origin,
        "localStorage": [{"name": it, "value": value} for it, value in (storage or {}).items()],
    }
    if databases:
        kept["indexedDB"] = databases
    return {"cookies": list(cookies or []), "origins": [kept]}
