"""The token in the browser has expired. It can be renewed, or (`auth-expired:for-good`) cannot."""

from harness.conditions.condition import BY_SERVER, BY_STORAGE, Condition, in_error
from harness.conditions.setting import full_name, one_of
from harness.conditions.wire import AuthRule
from harness.model.word import Capability, ErrorKind


def condition(setting: str = "") -> Condition:
    """`auth-expired` is `auth-expired:renewable`; with `:for-good` renewing is refused."""
    renewable = one_of("auth-expired", setting, "renewable", "for-good") == "renewable"
    rule = AuthRule(token="expired" if renewable else "revoked")
    return Condition(
        name=full_name("auth-expired", setting),
        line="runner.server.bearer" if renewable else "runner.error.signed-out",
        needs=frozenset() if renewable else frozenset({Capability.SEED}),
        claims=frozenset({"auth.token"}),
        apply=lambda wire: wire.auth(rule),
        stored=BY_STORAGE,
        empty=BY_SERVER if renewable else in_error(ErrorKind.SIGNED_OUT),
    )
