"""A cold start: the first page, and the first call of each function, take their time once."""

from harness.conditions.condition import BY_SERVER, BY_STORAGE, Condition
from harness.conditions.setting import full_name, milliseconds
from harness.conditions.wire import Fault, Wire
from harness.model.word import Capability, Role

DEFAULT_MS = 2_000
# What a serverless platform runs as functions of their own; files come from its edge.
FUNCTIONS = (Role.DOCUMENT, Role.SESSION, Role.CREATE, Role.START)


def condition(setting: str = "") -> Condition:
    """`cold-start` is 2 s, `cold-start:5s` longer than an attempt may take."""
    ms = milliseconds("cold-start", setting, default=DEFAULT_MS)
    return Condition(
        name=full_name("cold-start", setting),
        line="runner.server.timeout",
        needs=frozenset({Capability.ROUTES}),
        claims=frozenset(f"fault.{it}" for it in FUNCTIONS),
        apply=lambda wire: _apply(wire, ms),
        stored=BY_STORAGE,
        empty=BY_SERVER,
    )


def _apply(wire: Wire, ms: float) -> None:
    for role in FUNCTIONS:
        wire.fault(Fault(role, delay_ms=ms, times=1))
