"""A browser's saved state, as Playwright writes one: cookies, localStorage, and IndexedDB.

saved          what a context holds now
restored       a plan whose state is given to a new context by cookies and by what is seeded
databases_of   what of a state is put back into IndexedDB by the first script of each document
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from harness.errors import Unsupported
from harness.stage.driver import RoomPlan

_COOKIE = ("name", "value", "domain", "path", "httpOnly", "secure", "sameSite")
# Keys of the harness's own, which no page sees.
_OWN = "__layerproof:"


def saved(
    origin: str,
    cookies: Sequence[Mapping[str, Any]],
    entries: Sequence[Sequence[str]],
    databases: Sequence[Mapping[str, Any]] = (),
) -> Mapping[str, object]:
    """The state of a context with these cookies, and what the origin keeps."""
    told = [{key: it[key] for key in _COOKIE if key in it} for it in cookies]
    seen = [(name, value) for name, value in entries if not name.startswith(_OWN)]
    stored = [{"name": name, "value": value} for name, value in seen]
    kept: dict[str, object] = {"origin": origin, "localStorage": stored}
    return {
        "cookies": told,
        "origins": [{**kept, **({"indexedDB": list(databases)} if databases else {})}],
    }


def databases_of(state: Mapping[str, object] | None, origin: str) -> tuple[Mapping[str, Any], ...]:
    """The origin's databases in a saved state; raises Unsupported where one holds what is not
    JSON, which Playwright writes in a form of its own.
    """
    origins = cast("list[dict[str, Any]]", (state or {}).get("origins") or [])
    found = [db for it in origins if it.get("origin") == origin for db in it.get("indexedDB", [])]
    for db in found:
        for store in db["stores"]:
            if any("value" not in it or "keyEncoded" in it for it in store["records"]):
                what = f"what is no JSON in the saved {db['name']}/{store['name']} of IndexedDB"
                raise Unsupported(what, [])
    return tuple(found)


def restored(plan: RoomPlan) -> tuple[RoomPlan, Sequence[Mapping[str, Any]]]:
    """The plan with its state's localStorage among what is stored and nothing but databases left in
    its state, and the state's cookies; raises Unsupported as `databases_of` does.
    """
    state = plan.visa.state
    if state is None:
        return plan, ()
    origins = cast("list[dict[str, Any]]", state.get("origins") or [])
    own = [it for it in origins if it.get("origin") == plan.origin]
    rest = [{"origin": plan.origin, "indexedDB": list(databases_of(state, plan.origin))}]
    kept = [it for one in own for it in one.get("localStorage", [])]
    stored = {str(it["name"]): str(it["value"]) for it in kept}
    state_left = {"origins": rest} if rest[0]["indexedDB"] else None
    visa = replace(plan.visa, storage={**stored, **plan.visa.storage}, state=state_left)
    cookies = cast("list[dict[str, Any]]", state.get("cookies") or [])
    return replace(plan, visa=visa), [_cookie(it) for it in cookies]


def _cookie(cookie: Mapping[str, Any]) -> Mapping[str, Any]:
    """As the protocol takes one: without an end that has no time."""
    kept = {key: cookie[key] for key in _COOKIE if key in cookie}
    if float(cookie.get("expires", -1)) > 0:
        kept["expires"] = cookie["expires"]
    return kept
