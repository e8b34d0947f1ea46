"""A browser's saved state, as Playwright writes one: cookies and localStorage, but no IndexedDB.

saved      what a context holds now
restored   a plan whose state is given to a new context by cookies and by what is seeded
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from harness.errors import Unsupported
from harness.stage.driver import RoomPlan

_COOKIE = ("name", "value", "domain", "path", "httpOnly", "secure", "sameSite")
# Whether the page's origin keeps anything in IndexedDB.
HAS_DATABASES = "indexedDB.databases().then((all) => all.length > 0)"


def saved(
    origin: str, cookies: Sequence[Mapping[str, Any]], entries: Sequence[Sequence[str]]
) -> Mapping[str, object]:
    """The state of a context with these cookies and these entries of the origin's localStorage."""
    told = [{key: it[key] for key in _COOKIE if key in it} for it in cookies]
    stored = [{"name": name, "value": value} for name, value in entries]
    return {"cookies": told, "origins": [{"origin": origin, "localStorage": stored}]}


def restored(plan: RoomPlan) -> tuple[RoomPlan, Sequence[Mapping[str, Any]]]:
    """The plan with its state's localStorage among what is stored, and the state's cookies; raises
    Unsupported for a state with IndexedDB.
    """
    state = plan.visa.state
    if state is None:
        return plan, ()
    origins = cast("list[dict[str, Any]]", state.get("origins") or [])
    own = [it for it in origins if it.get("origin") == plan.origin]
    if any(it.get("indexedDB") for it in own):
        raise Unsupported("a sign-in that is kept in IndexedDB", [])
    stored = {str(it["name"]): str(it["value"]) for one in own for it in one["localStorage"]}
    visa = replace(plan.visa, storage={**stored, **plan.visa.storage}, state=None)
    cookies = cast("list[dict[str, Any]]", state.get("cookies") or [])
    return replace(plan, visa=visa), [_cookie(it) for it in cookies]


def _cookie(cookie: Mapping[str, Any]) -> Mapping[str, Any]:
    """As the protocol takes one: without an end that has no time."""
    kept = {key: cookie[key] for key in _COOKIE if key in cookie}
    if float(cookie.get("expires", -1)) > 0:
        kept["expires"] = cookie["expires"]
    return kept
