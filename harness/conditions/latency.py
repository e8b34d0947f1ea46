"""Latency alone: every request waits so many ms, at full bandwidth."""

from harness.conditions.condition import (
    BY_SERVER,
    BY_STORAGE,
    UNDECIDED,
    Condition,
    in_error,
)
from harness.conditions.setting import full_name, milliseconds
from harness.conditions.wire import Link
from harness.model.word import Capability, ErrorKind

DEFAULT_MS = 300
# contract.md, "Runner": an attempt has 3.5 s.
ATTEMPT_MS = 3_500


def condition(setting: str = "") -> Condition:
    """`latency` is 300 ms a request, `latency:2s` another time.

    Where every attempt runs out of its time, it depends on the app's scripts what storage can do.
    """
    ms = milliseconds("latency", setting, default=DEFAULT_MS)
    return Condition(
        name=full_name("latency", setting),
        line="runner.stuck",
        needs=frozenset({Capability.THROTTLE}),
        claims=frozenset({"link"}),
        apply=lambda wire: wire.link(Link(latency_ms=ms)),
        stored=BY_STORAGE if ms < ATTEMPT_MS else UNDECIDED,
        empty=BY_SERVER if ms < ATTEMPT_MS else in_error(ErrorKind.NETWORK),
    )
