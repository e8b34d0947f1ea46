"""Auth settles late: the token has expired, and the answer that renews it takes its time."""

from harness.conditions.condition import BY_SERVER, BY_STORAGE, Condition, in_error
from harness.conditions.setting import full_name, milliseconds
from harness.conditions.wire import AuthRule
from harness.model.word import Capability, ErrorKind

DEFAULT_MS = 2_000
# contract.md, "Runner": auth is waited for at most 4 s.
WAIT_MS = 4_000


def condition(setting: str = "") -> Condition:
    """`auth-late` is 2 s late; `auth-late:6s` is later than anybody waits."""
    ms = milliseconds("auth-late", setting, default=DEFAULT_MS)
    return Condition(
        name=full_name("auth-late", setting),
        line="runner.auth.waits" if ms < WAIT_MS else "runner.auth.bounded",
        needs=frozenset({Capability.ROUTES}),
        claims=frozenset({"auth.token", "fault.auth"}),
        apply=lambda wire: wire.auth(AuthRule(late_ms=ms)),
        stored=BY_STORAGE,
        empty=BY_SERVER if ms < WAIT_MS else in_error(ErrorKind.NETWORK),
    )
