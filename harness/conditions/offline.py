"""Offline: what the app asks for does not come, and the server hears nothing of it.

The pages and the files of the app still come, as from the browser's cache: without them there is
no app to judge. `offline:everything` cuts the whole link, pages too (and `navigator.onLine` with
it), for tabs that have loaded before. `stage.lift()` brings the network back.
"""

from harness.conditions.condition import BY_STORAGE, UNDECIDED, Condition, in_error
from harness.conditions.setting import full_name, one_of
from harness.conditions.wire import Fault, Link, Wire
from harness.model.word import Capability, ErrorKind, Role

LOADED = {Role.DOCUMENT, Role.ASSET}


def condition(setting: str = "") -> Condition:
    """`offline` is `offline:data`; `offline:everything` cuts pages too."""
    if one_of("offline", setting, "data", "everything") == "everything":
        return _everything(setting)
    roles = [it for it in Role if it not in LOADED]
    return Condition(
        name=full_name("offline", setting),
        line="runner.error.network",
        needs=frozenset({Capability.ROUTES}),
        claims=frozenset({"link", *(f"fault.{it}" for it in roles)}),
        apply=lambda wire: _cut(wire, roles),
        stored=BY_STORAGE,
        empty=in_error(ErrorKind.NETWORK),
        emulated="pages and their files still come, as from a cache; navigator.onLine stays true",
    )


def _cut(wire: Wire, roles: list[Role]) -> None:
    for role in roles:
        wire.fault(Fault(role, offline=True))


def _everything(setting: str) -> Condition:
    return Condition(
        name=full_name("offline", setting),
        line="runner.error.network",
        needs=frozenset({Capability.THROTTLE}),
        claims=frozenset({"link"}),
        apply=lambda wire: wire.link(Link(offline=True)),
        stored=UNDECIDED,
        empty=UNDECIDED,
    )
