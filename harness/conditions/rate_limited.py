"""The first request for the session is refused with 429, and told when to come back."""

import math

from harness.conditions.condition import BY_SERVER, BY_STORAGE, Condition, in_error
from harness.conditions.setting import full_name, milliseconds
from harness.conditions.wire import Fault
from harness.model.word import Capability, ErrorKind, Role

DEFAULT_MS = 3_000
# contract.md, "Runner": ready or error within 15 s; below this there is surely time for one more.
TIME_LEFT_MS = 10_000


def condition(setting: str = "") -> Condition:
    """`rate-limited` says Retry-After: 3, `rate-limited:2s` says 2; whole seconds, rounded up."""
    ms = milliseconds("rate-limited", setting, default=DEFAULT_MS)
    headers = (("Retry-After", str(math.ceil(ms / 1_000))),)
    fault = Fault(Role.SESSION, status=429, headers=headers, times=1)
    return Condition(
        name=full_name("rate-limited", setting),
        line="runner.server.retry-after",
        needs=frozenset({Capability.ROUTES}),
        claims=frozenset({"fault.session"}),
        apply=lambda wire: wire.fault(fault),
        stored=BY_STORAGE,
        empty=BY_SERVER if ms <= TIME_LEFT_MS else in_error(ErrorKind.SERVER),
    )
